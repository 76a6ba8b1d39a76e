"""Makes `{{ form }}` and `{{ field.as_field_group }}` come out in the look (set FORM_RENDERER to this)."""

from django.forms.renderers import TemplatesSetting


class ThemeRenderer(TemplatesSetting):
    form_template_name = "theme/form.html"
    field_template_name = "theme/field.html"
