"""Terms in templates."""

from django import template

from retention.terms import spoken

register = template.Library()
register.filter("in_words", spoken.in_words)
register.filter("apart_from", spoken.apart_in_words)
register.simple_tag(spoken.span_in_words)
