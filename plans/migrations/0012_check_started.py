"""Every plan that came to the ja-mits table keeps since when: as the audit trail says, else when its edition began the
check."""

from django.db import migrations, models

CAME_TO_THE_TABLE = ["IN_CHECK", "NOT_FEASIBLE", "ON_BALLOT", "NOT_CHOSEN", "CHOSEN", "REALISED"]


def fill(apps, schema_editor):
    Plan = apps.get_model("plans", "Plan")
    Entry = apps.get_model("audit", "Entry")
    PhaseChange = apps.get_model("editions", "PhaseChange")
    steps = Entry.objects.filter(action="plan_status", data__after="IN_CHECK").order_by("id")
    entered = dict(steps.values_list("subject", "at"))
    began = dict(PhaseChange.objects.filter(to_phase="FEASIBILITY").values_list("edition_id", "at"))
    for plan in Plan.objects.filter(status__in=CAME_TO_THE_TABLE).iterator():
        plan.check_started_at = entered.get(f"plan:{plan.pk}", began.get(plan.edition_id))
        if plan.check_started_at:
            plan.save(update_fields=["check_started_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0011_conflict_pairs"),
        ("audit", "0001_initial"),
        ("editions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="check_started_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="in behandeling sinds"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
