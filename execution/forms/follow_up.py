"""Forms about the way on of a plan."""

from django import forms

from execution.models import FollowUp


class FollowUpForm(forms.ModelForm[FollowUp]):
    class Meta:
        model = FollowUp
        fields = ["kind", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
