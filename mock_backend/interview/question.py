"""What is asked, by visa route; all interviews of a route ask the same, in this order."""

from dataclasses import dataclass

DIFFICULTY = "medium"


@dataclass(frozen=True, slots=True)
class Question:
    """One question as people read it."""

    text: str
    kind: str
    difficulty: str = DIFFICULTY

    def as_document(self) -> dict[str, str]:
        """The fields under which it is stored and answered."""
        return {
            "question": self.text,
            "questionType": self.kind,
            "difficulty": self.difficulty,
        }


_GENERAL = (
    Question("Why have you chosen this course?", "study-plans"),
    Question("How will you pay for your studies and your living costs?", "finance"),
    Question("What do you plan to do after your studies?", "intent"),
    Question("Where will you live while you study?", "accommodation"),
    Question("Is there anything you would like to add?", "closing", "easy"),
)

_BY_ROUTE = {
    "uk_student": (
        Question("Why did you choose this university in the United Kingdom?", "study-plans"),
        *_GENERAL[1:],
    ),
    "usa_f1": (
        Question("Why do you want to study in the United States?", "study-plans"),
        *_GENERAL[1:],
    ),
    "france_ema": (
        Question("What draws you to studying in France?", "study-plans"),
        *_GENERAL[1:],
    ),
}

_VISAS = {
    "uk_student": "UK Student visa",
    "usa_f1": "US F-1 visa",
    "france_ema": "French VLS-TS visa",
}


def questions_of(route: str) -> tuple[Question, ...]:
    """The questions of this route; of an unknown one, the general ones."""
    return _BY_ROUTE.get(route, _GENERAL)


def first_question(route: str) -> Question:
    """The question with which an interview of this route begins."""
    return questions_of(route)[0]


def visa_type_of(route: str) -> str:
    """What the route's visa is called; an unknown route is its own name."""
    return _VISAS.get(route, route)
