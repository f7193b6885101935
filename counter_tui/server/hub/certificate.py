"""The hub's own TLS certificate: made once, pinned by its terminals when they enrol."""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from counter_tui.server.serve import Tls
from counter_tui.store import keys

CERTIFICATE = "hub.pem"
VALID_YEARS = 20
"""It stands as long as the hub's home: another one would be another hub to its terminals."""


def certificate(folder: Path, name: str) -> Tls:
    """Return the certificate and key files in a folder, made where they are missing."""
    found = Tls(folder / CERTIFICATE, folder / "hub.key")
    if not (found.certificate.exists() and found.private_key.exists()):
        key = ec.generate_private_key(ec.SECP256R1())
        keys.write_private(found.private_key, _private(key))
        keys.write_private(found.certificate, _signed(key, name))
    return found


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _signed(key: ec.EllipticCurvePrivateKey, name: str) -> bytes:
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"counter-tui hub {name}")])
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A laptop's clock may be days behind the hub's.
        .not_valid_before(now - datetime.timedelta(days=365))
        .not_valid_after(now + datetime.timedelta(days=365 * VALID_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
