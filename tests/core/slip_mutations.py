"""Genuine slips and ten ways to spoil one; all from one seeded `random.Random`, so that a failure returns.

No mutation gives a text that would be read as the genuine one: letters count in either case.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from base45 import b45decode, b45encode
from cbor2 import CBORTag, dumps, loads
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_tui.core.slip import VALID_DAYS, key_id, make_token
from tests.core.foreign_messages import FOREIGN

OFFICE = "PLBG"
NOW = 1_781_830_800
DAY_S = 86_400
SECRETS = tuple(bytes([number]) * 32 for number in (1, 2, 3, 4))
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of Ed25519's base point: a signature's second half plus this is the same number, spelled otherwise."""
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def public_of(secret: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


KEYS = tuple(public_of(secret) for secret in SECRETS)


@dataclass(frozen=True)
class Genuine:
    """One slip as it was printed, and with what."""

    application: str
    expires: int
    secret: bytes
    text: str
    signed: bytes

    @property
    def parts(self) -> tuple[bytes, dict[int, bytes], bytes, bytes]:
        protected, unprotected, payload, signature = loads(self.signed).value
        return protected, unprotected, payload, signature


def genuine(random: Random) -> Genuine:
    """Return a slip of the last 400 days under one of the office's keys."""
    application = str(uuid.UUID(int=random.getrandbits(128)))
    expires = NOW + random.randrange(1, VALID_DAYS * DAY_S)
    secret = random.choice(SECRETS)
    text = make_token(application, OFFICE, expires, secret)
    return Genuine(application, expires, secret, text, b45decode(text[4:]))


def as_scanned(text: str, random: Random) -> str:
    """Return a genuine text as scanners give it: in either case, with a line end or without."""
    spelled = "".join(random.choice((letter, letter.lower())) for letter in text)
    return random.choice((text, text.lower(), spelled)) + random.choice(("", "\r", "\r\n"))


def wrapped(signed: bytes) -> str:
    """Return signed bytes as the text of a slip."""
    encoded: bytes = b45encode(signed)
    return "PS1:" + encoded.decode("ascii")


def resigned(slip: Genuine, payload: bytes, protected: bytes | None = None) -> str:
    """Return other bytes under a genuine signature: what a faulty issuer of ours might make."""
    first, unprotected, _payload, _signature = slip.parts
    head = first if protected is None else protected
    key = Ed25519PrivateKey.from_private_bytes(slip.secret)
    signature = key.sign(dumps(["Signature1", head, b"", payload]))
    return wrapped(dumps(CBORTag(18, [head, unprotected, payload, signature])))


def flipped_bits(slip: Genuine, _other: Genuine, random: Random) -> str:
    changed = bytearray(slip.signed)
    for bit in random.sample(range(len(changed) * 8), random.choice((1, 1, 2, 3))):
        changed[bit // 8] ^= 1 << bit % 8
    return wrapped(bytes(changed))


def changed_letters(slip: Genuine, _other: Genuine, random: Random) -> str:
    place = random.randrange(4, len(slip.text))
    letter = random.choice(ALPHABET + "ſıÅ€\x00\t\xa0\u3000'\"&")
    before, at, after = slip.text[:place], slip.text[place], slip.text[place + 1 :]
    return random.choice((before + letter + after, before + letter + at + after, before + after))


def truncated(slip: Genuine, _other: Genuine, random: Random) -> str:
    cut = random.randrange(1, len(slip.signed))
    text_cut = random.randrange(4, len(slip.text))
    return random.choice(
        (wrapped(slip.signed[:cut]), wrapped(slip.signed[cut:]), slip.text[:text_cut], slip.text[text_cut:])
    )


def swapped_parts(slip: Genuine, other: Genuine, random: Random) -> str:
    """Return a token of two genuine ones: the signature, the office's claims or the key of the other."""
    mine, theirs = loads(slip.parts[2]), loads(other.parts[2])
    protected, unprotected, payload, signature = slip.parts
    foreign_id = {4: key_id(public_of(other.secret))}
    expiry = dumps({1: mine[1], 4: theirs[4], 7: mine[7]})
    holder = dumps({1: mine[1], 4: mine[4], 7: theirs[7]})
    spliced = signature[:32] + other.parts[3][32:]
    made = random.choice(
        [
            [protected, unprotected, payload, other.parts[3]],
            [protected, unprotected, other.parts[2], signature],
            [protected, unprotected, expiry, signature],
            [protected, unprotected, holder, signature],
            [protected, unprotected, payload, spliced],
            [protected, foreign_id, payload, other.parts[3]],
        ]
    )
    return wrapped(dumps(CBORTag(18, made)))


def other_keys(slip: Genuine, _other: Genuine, random: Random) -> str:
    """Return the same claims under a key that is not the office's, or of another office by a right key."""
    stranger = random.randbytes(32)
    if random.random() < 0.5:
        return make_token(slip.application, OFFICE, slip.expires, stranger)
    if random.random() < 0.5:
        # Names one of the office's keys, is signed by the stranger's.
        protected, unprotected, payload, _signature = slip.parts
        message = dumps(["Signature1", protected, b"", payload])
        signature = Ed25519PrivateKey.from_private_bytes(stranger).sign(message)
        return wrapped(dumps(CBORTag(18, [protected, unprotected, payload, signature])))
    return make_token(slip.application, random.choice(("JKT", "PLB", "plbg", "B")), slip.expires, slip.secret)


def re_encoded(slip: Genuine, _other: Genuine, random: Random) -> str:
    return random.choice(_SPELLINGS)(slip)


def trailing(slip: Genuine, _other: Genuine, random: Random) -> str:
    more = random.randbytes(random.choice((1, 2, 5, 40)))
    letters = random.choice(("0", "00", "000", " ", "\t", "\n0", "=", "PS1:", slip.text))
    return random.choice((wrapped(slip.signed + more), wrapped(more + slip.signed), slip.text + letters))


def foreign(_slip: Genuine, _other: Genuine, random: Random) -> str:
    return wrapped(random.choice(FOREIGN)(random))


def malleated(slip: Genuine, _other: Genuine, random: Random) -> str:
    """Return the signature's numbers in a second spelling, which a careless verifier takes."""
    protected, unprotected, payload, signature = slip.parts
    point, scalar = signature[:32], int.from_bytes(signature[32:], "little")
    negated = point[:31] + bytes([point[31] ^ 0x80])
    choices = [
        point + (scalar + ORDER).to_bytes(32, "little"),
        point + ((ORDER - scalar) % ORDER).to_bytes(32, "little"),
        negated + signature[32:],
        negated + ((ORDER - scalar) % ORDER).to_bytes(32, "little"),
        bytes(64),
        (1).to_bytes(32, "little") + bytes(32),
    ]
    return wrapped(dumps(CBORTag(18, [protected, unprotected, payload, random.choice(choices)])))


def respaced(slip: Genuine, _other: Genuine, random: Random) -> str:
    """Return what a keyboard makes of spaces: Base45 has one among its letters."""
    body = slip.text[4:]
    place = random.randrange(len(body))
    inserted = "PS1:" + body[:place] + random.choice((" ", "  ", "\xa0", "\u2003")) + body[place:]
    if " " not in body:
        return inserted
    collapsed = random.choice(
        (body.replace(" ", "", 1), body.replace(" ", "  ", 1), body.replace(" ", "+", 1))
    )
    return random.choice(("PS1:" + collapsed, inserted, "PS1: " + body, "PS 1:" + body, " " + slip.text))


Mutation = Callable[[Genuine, Genuine, Random], str]

CLASSES: dict[Mutation, int] = {
    flipped_bits: 2000,
    changed_letters: 2000,
    truncated: 1000,
    swapped_parts: 1000,
    other_keys: 1000,
    re_encoded: 1000,
    foreign: 1000,
    trailing: 500,
    malleated: 250,
    respaced: 250,
}
"""Each class, and how many of it."""


def mutated(mutation: Mutation, slips: list[Genuine], random: Random) -> str:
    """Return one spoiled text that reads as none of the two slips it was made of."""
    while True:
        slip, other = random.sample(slips, 2)
        text = mutation(slip, other, random)
        if text.strip("\r\n").upper() not in (slip.text, other.text):
            return text


def all_mutations(slips: list[Genuine], random: Random) -> Iterator[tuple[str, str]]:
    """Yield class and text of every mutation."""
    for mutation, count in CLASSES.items():
        for _number in range(count):
            yield mutation.__name__, mutated(mutation, slips, random)


def _claims(slip: Genuine) -> dict[int, object]:
    found: dict[int, object] = loads(slip.parts[2])
    return found


def _array(slip: Genuine, *, tag: int | None = 18, **changes: object) -> str:
    names = ("protected", "unprotected", "payload", "signature")
    parts: list[object] = [changes.get(name, part) for name, part in zip(names, slip.parts, strict=True)]
    return wrapped(dumps(parts if tag is None else CBORTag(tag, parts)))


def _kid(slip: Genuine) -> bytes:
    return slip.parts[1][4]


def _rebuilt(slip: Genuine, payload: bytes, length: bytes = b"") -> str:
    """Return the token's exact frame around other payload bytes, the signature as it was."""
    kid, signature = _kid(slip), slip.parts[3]
    head = length or (b"\x58" + bytes([len(payload)]))
    return wrapped(b"\xd2\x84\x43\xa1\x01\x27\xa1\x04\x41" + kid + head + payload + b"\x58\x40" + signature)


def _long(slip: Genuine) -> bytes:
    return b"\x1b" + slip.expires.to_bytes(8, "big")


_SPELLINGS: tuple[Callable[[Genuine], str], ...] = (
    lambda s: _array(s, tag=None),
    lambda s: _array(s, tag=17),
    lambda s: _array(s, tag=98),
    lambda s: wrapped(b"\xd8\x3d" + s.signed),
    lambda s: wrapped(b"\xd8\x12" + s.signed[1:]),
    lambda s: wrapped(b"\xd9\xd9\xf7" + s.signed),
    lambda s: _array(s, protected=b""),
    lambda s: _array(s, protected=b"\xa0", unprotected={1: -8, 4: _kid(s)}),
    lambda s: _array(s, unprotected={4: _kid(s), 1: -8}),
    lambda s: _array(s, unprotected={4: _kid(s), 5: b""}),
    lambda s: _array(s, unprotected={4: _kid(s) * 2}),
    lambda s: _array(s, unprotected={4: key_id(public_of(s.secret)).hex()}),
    lambda s: _array(s, unprotected={}),
    lambda s: _array(s, protected={1: -8}),
    lambda s: _array(s, payload=_claims(s)),
    lambda s: _array(s, payload=None),
    lambda s: _array(s, signature=s.parts[3] + b"\0"),
    lambda s: _array(s, signature=s.parts[3].hex()),
    lambda s: wrapped(s.signed.replace(b"\x41" + _kid(s), b"\x58\x01" + _kid(s), 1)),
    lambda s: wrapped(s.signed.replace(b"\x58\x40", b"\x59\x00\x40", 1)),
    lambda s: wrapped(b"\xd2\x9f" + s.signed[2:] + b"\xff"),
    lambda s: _rebuilt(s, s.parts[2], b"\x59\x00" + bytes([len(s.parts[2])])),
    lambda s: _rebuilt(s, s.parts[2].replace(b"\x1a" + s.expires.to_bytes(4, "big"), _long(s))),
    lambda s: _rebuilt(s, b"\xbf" + s.parts[2][1:] + b"\xff"),
    # Signed by the office's own key, and still spelled otherwise than a slip of ours ever is.
    lambda s: resigned(s, dumps({7: _claims(s)[7], 4: s.expires, 1: OFFICE})),
    lambda s: resigned(s, dumps({1: OFFICE, 4: s.expires, 5: NOW, 7: _claims(s)[7]})),
    lambda s: resigned(s, dumps({1: OFFICE, 4: float(s.expires), 7: _claims(s)[7]})),
    lambda s: resigned(s, dumps({1: OFFICE, 4: s.expires})),
    lambda s: resigned(s, dumps({1: OFFICE, 7: _claims(s)[7]})),
    lambda s: resigned(s, dumps({1: OFFICE, 4: s.expires, 7: s.application})),
    lambda s: resigned(s, dumps({1: OFFICE.encode(), 4: s.expires, 7: _claims(s)[7]})),
    lambda s: resigned(s, s.parts[2].replace(b"\x1a" + s.expires.to_bytes(4, "big"), _long(s))),
    lambda s: resigned(s, s.parts[2], protected=b"\xa1\x01\x38\x07"),
    lambda s: resigned(s, s.parts[2] + b"\0"),
)
"""Other spellings of the same claims; none of them is the canonical one."""
