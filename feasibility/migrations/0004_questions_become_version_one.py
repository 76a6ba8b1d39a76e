from django.db import migrations
from django.db.models import Min
from django.db.models.functions import Now


def forwards(apps, schema_editor):
    """The questions of an edition become version 1 of its quick test; plans that have answers stay with it."""
    Flow, Question = apps.get_model('feasibility', 'Flow'), apps.get_model('feasibility', 'Question')
    Answer, Dossier = apps.get_model('feasibility', 'Answer'), apps.get_model('feasibility', 'Dossier')
    editions = list(Question.objects.order_by('edition_id').values_list('edition_id', flat=True).distinct())
    for edition_id in editions:
        answers = Answer.objects.filter(question__edition_id=edition_id).order_by()
        first = answers.aggregate(at=Min('answered_at'))['at']
        began = first or Now()
        flow = Flow.objects.create(
            edition_id=edition_id, number=1, state='IN_USE', made_at=began, taken_in_use_at=began, frozen_at=first
        )
        Question.objects.filter(edition_id=edition_id).update(flow=flow)
        plans = list(answers.values_list('plan_id', flat=True).distinct())
        Dossier.objects.bulk_create(Dossier(plan_id=plan_id, flow=flow) for plan_id in plans)
    for question in Question.objects.exclude(only_if_key=''):
        question.only_if_values = [question.only_if_value]
        question.save(update_fields=['only_if_values'])


def backwards(apps, schema_editor):
    """Possible while every edition has one version: answers to other versions would have nowhere to go."""
    Flow, Question = apps.get_model('feasibility', 'Flow'), apps.get_model('feasibility', 'Question')
    Flow.objects.filter(state='DRAFT').delete()
    for question in Question.objects.select_related('flow'):
        question.edition_id = question.flow.edition_id
        question.only_if_value = question.only_if_values[0] if question.only_if_values else ''
        question.flow = None
        question.save(update_fields=['edition_id', 'only_if_value', 'flow'])
    apps.get_model('feasibility', 'Dossier').objects.all().delete()
    Flow.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [('feasibility', '0003_flow')]

    operations = [migrations.RunPython(forwards, backwards)]
