"""Spending, followers, and updates with several photos: the one photo of an update becomes the first of its photos."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def one_photo_becomes_the_first(apps, schema_editor) -> None:
    Update = apps.get_model("execution", "Update")
    UpdatePhoto = apps.get_model("execution", "UpdatePhoto")
    UpdatePhoto.objects.bulk_create(
        UpdatePhoto(update_of=update, image=update.photo, alt=update.photo_alt)
        for update in Update.objects.exclude(photo="").order_by("pk")
    )
    Update.objects.update(changed_at=F("posted_at"))


USER = settings.AUTH_USER_MODEL
HIDDEN_FOR = [
    ("HURTS", "kwetsend of beledigend"),
    ("PRIVATE", "gegevens van iemand"),
    ("SPAM", "reclame of onzin"),
    ("NOT_HERE", "gaat niet over dit plan"),
    ("UNLAWFUL", "mag niet van de wet"),
]


def nobody() -> models.ForeignKey:
    return models.ForeignKey(
        null=True, blank=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER
    )


class Migration(migrations.Migration):
    dependencies = [
        ("execution", "0005_agreement_versions"),
        ("plans", "0013_stopped"),
        migrations.swappable_dependency(USER),
    ]

    operations = [
        migrations.RemoveConstraint("update", "a_photo_has_a_description"),
        migrations.AddField("update", "edited_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("update", "changed_at", models.DateTimeField(null=True)),
        migrations.AddField("update", "withdrawn_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("update", "hidden_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("update", "hidden_by", nobody()),
        migrations.AddField(
            "update", "hidden_for", models.CharField(max_length=8, choices=HIDDEN_FOR, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "update", "hidden_reason", models.CharField(max_length=300, blank=True, default=""), preserve_default=False
        ),
        migrations.CreateModel(
            "UpdatePhoto",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("image", models.ImageField(upload_to="voortgang/", verbose_name="foto")),
                ("alt", models.CharField(max_length=200, verbose_name="wat is er op de foto te zien?")),
                (
                    "update_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="execution.update"
                    ),
                ),
            ],
            {
                "ordering": ["id"],
                "verbose_name": "foto bij een bericht",
                "verbose_name_plural": "foto's bij berichten",
                "constraints": [models.CheckConstraint(condition=~Q(alt=""), name="a_photo_has_a_description")],
            },
        ),
        migrations.RunPython(one_photo_becomes_the_first, migrations.RunPython.noop),
        # PostgreSQL changes no table whose rows still wait to be checked.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("update", "changed_at", models.DateTimeField()),
        migrations.RemoveField("update", "photo"),
        migrations.RemoveField("update", "photo_alt"),
        migrations.AddConstraint(
            "update",
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_for="", hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_for="") & ~Q(hidden_reason="")),
                name="a_hidden_update_says_by_whom_and_why",
            ),
        ),
        migrations.CreateModel(
            "Following",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wanted", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="followings", to="plans.plan"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=USER),
                ),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=["plan", "user"], name="a_person_chooses_once_about_a_plan")
                ]
            },
        ),
        migrations.CreateModel(
            "Spending",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("cents", models.PositiveBigIntegerField(verbose_name="bedrag")),
                ("spent_on", models.DateField(verbose_name="wanneer")),
                ("what", models.CharField(max_length=120, verbose_name="waarvoor")),
                ("payee", models.CharField(blank=True, max_length=120, verbose_name="aan wie")),
                ("receipt", models.CharField(blank=True, editable=False, max_length=64)),
                ("entered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spendings", to="execution.agreement"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER),
                ),
                ("withdrawn_by", nobody()),
            ],
            {
                "verbose_name": "uitgave",
                "verbose_name_plural": "uitgaven",
                "ordering": ["-spent_on", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=Q(cents__gt=0), name="a_spending_is_more_than_nothing"),
                    models.CheckConstraint(condition=~Q(what=""), name="a_spending_says_on_what"),
                    models.CheckConstraint(
                        condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                        | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                        name="a_withdrawn_spending_says_by_whom_and_why",
                    ),
                ],
            },
        ),
    ]
