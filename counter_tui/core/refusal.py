"""The one way in which the house says no."""


class Refused(Exception):
    """An action that was not done, with one sentence: what happened, what is safe, what to do next.

    `code` is a short word for machines and tests. Neither it nor the sentence holds personal data.
    """

    def __init__(self, sentence: str, *, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
