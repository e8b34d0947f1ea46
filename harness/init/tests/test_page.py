from harness.init.page import page_from


def test_a_page_is_what_the_browsers_script_answered() -> None:
    told = {
        "url": "https://app.test/x",
        "text": "Sign in",
        "elements": [
            {"number": 1, "tag": "input", "role": "textbox", "kind": "password", "options": []},
            {"number": 2, "tag": "select", "role": "combobox", "options": ["One", "Two"]},
        ],
    }

    page = page_from(told)

    assert [it.role for it in page.elements] == ["textbox", "combobox"]
    assert page.elements[1].options == ("One", "Two")
    assert page.password() is page.elements[0]
    assert page.of_role("combobox") == (page.elements[1],)
    assert page.elements[0].is_field
