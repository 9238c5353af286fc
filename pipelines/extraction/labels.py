"""What class attributes and ids say of their elements: each label is asked once, all questions together.

A page has some two hundred distinct labels, and a source's pages have mostly the same ones; several
stages ask of each whether it names what they look for.
"""

from collections.abc import Callable

MAX_LABELS = 40_000  # remembered, some 8 MB: a hundred sources' templates, and ids of their articles


class Question:
    """A question that a stage asks of labels, made by decorating the function that answers it."""

    def __init__(self, answer: Callable[[str], bool]) -> None:
        self.answer = answer
        self.bit = 1 << len(_QUESTIONS)
        _QUESTIONS.append(self)
        ANSWERS.clear()  # nobody has asked them this yet

    def __call__(self, label: str) -> bool:
        """Whether the label says so."""
        return ANSWERS[label] & self.bit != 0


class _Answers(dict[str, int]):
    """Label -> the bits of the questions that it answers with yes; a new one is asked when it is looked up."""

    def __missing__(self, label: str) -> int:
        if len(self) >= MAX_LABELS:
            self.clear()
        found = self[label] = sum(question.bit for question in _QUESTIONS if question.answer(label))
        return found


_QUESTIONS: list[Question] = []
ANSWERS = _Answers()
"""What is known of labels; read it as a dict, which is three times as fast as asking a Question."""
