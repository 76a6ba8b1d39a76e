"""Forms say what is wrong beside the field and on top, in a way that a screen reader hears too."""

from django import forms
from django.template.loader import render_to_string

from theme.forms import ThemeRenderer
from theme.views import PlanExample


def shown(form: forms.Form) -> str:
    return render_to_string("theme/form.html", {"form": form})


def test_an_error_is_tied_to_its_field() -> None:
    page = shown(PlanExample({"title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_helptext"' in page
    assert 'id="id_title_error"' in page
    assert 'aria-invalid="true"' in page


def test_the_summary_links_to_every_wrong_field() -> None:
    page = shown(PlanExample({"title": "Fruitbomen"}))
    assert 'role="alert"' in page
    assert 'href="#id_title"' not in page
    for field in ("story", "amount", "neighbourhood", "kind", "agree"):
        assert f'href="#id_{field}"' in page
        assert f'id="id_{field}"' in page


def test_a_form_without_errors_has_no_summary() -> None:
    page = shown(PlanExample())
    assert 'role="alert"' not in page
    assert "aria-invalid" not in page


def test_what_was_typed_is_kept() -> None:
    assert 'value="Fruitbomen"' in shown(PlanExample({"title": "Fruitbomen"}))


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    page = shown(PlanExample())
    assert page.count("(niet verplicht)") == 2


def test_radios_stand_in_a_fieldset_with_a_legend() -> None:
    page = shown(PlanExample({"kind": "x"}))
    assert 'aria-describedby="id_kind_error"' in page
    assert page.count('type="radio"') == 3
    assert 'for="id_kind_0"' in page


def test_errors_of_the_whole_form_and_what_people_typed_are_escaped() -> None:
    form = PlanExample({"title": '"><script>'})
    form.add_error(None, "<b>Dit kan niet</b>")
    page = shown(form)
    assert "<script>" not in page
    assert "&lt;b&gt;Dit kan niet" in page


def test_hidden_fields_come_along() -> None:
    class Hidden(forms.Form):
        versie = forms.CharField(widget=forms.HiddenInput)

    assert 'type="hidden"' in shown(Hidden({"versie": "3"}))


def test_a_form_can_render_itself_in_the_look() -> None:
    page = str(PlanExample(renderer=ThemeRenderer()))
    assert "field__label" in page
