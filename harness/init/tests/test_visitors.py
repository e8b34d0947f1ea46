from harness.init.tests.evening import GUEST
from harness.init.tests.seen import button, page
from harness.init.visitors import named, worded_for
from harness.init.walk import Account, Home
from harness.init.watched import Act


def home(path: str, email: str, name: str = "", *, called: str = "") -> Home:
    account = Account(called, email, "", "")
    return Home(account, path, page(path), "/door", (), {}, (), name)


ADA, BO = home("/hall", "ada@app.test", "Ada"), home("/desk", "bo@app.test", "Bo")
CY = home("/admin", "cy@app.test", "Cy")
TAKES = [Act("click", button("Take"))]
GIVES = [Act("select", GUEST, "Ada (north)"), Act("click", button("Give"))]


def test_people_are_called_by_what_they_do_and_where_they_arrive() -> None:
    assert named([BO, ADA, CY], [GIVES, TAKES, GIVES], {}) == ["staff", "owner", "admin"]


def test_more_of_a_kind_are_numbered_and_one_person_has_one_name() -> None:
    dan = home("/hall", "dan@app.test", "Dan")
    eve = home("/hall", "eve@app.test", "Eve")

    assert named([ADA, dan, eve, ADA], [TAKES] * 4, {}) == ["owner", "hall", "hall-2", "owner"]


def test_a_given_name_is_kept() -> None:
    assert named([ADA, BO], [TAKES, GIVES], {"bo@app.test": "colleague"})[1] == "colleague"


def test_a_name_in_a_value_stands_for_whose_it_is() -> None:
    ada = home("/hall", "ada@app.test", "Ada", called="owner")
    bo = home("/desk", "bo@app.test", "Bo", called="staff")
    written = worded_for(bo, [ada, bo])

    assert written(Act("select", GUEST, "Ada (north)")) == "{owner.name} (north)"
    assert written(Act("fill", GUEST, "ada@app.test")) == "{owner.email}"
    assert written(Act("fill", GUEST, "Adamant Bob, JimBo")) == "Adamant Bob, JimBo"
    assert written(Act("press", GUEST, "Ada")) == "Ada"
