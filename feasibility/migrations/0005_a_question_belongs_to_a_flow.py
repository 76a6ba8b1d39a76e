import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('feasibility', '0004_questions_become_version_one')]

    operations = [
        migrations.RemoveConstraint(model_name='question', name='a_question_has_one_key_in_its_edition'),
        migrations.RemoveField(model_name='question', name='edition'),
        migrations.RemoveField(model_name='question', name='only_if_value'),
        migrations.AlterField(
            model_name='question',
            name='flow',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='feasibility.flow', verbose_name='sneltoets'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('flow', 'key'), name='a_question_has_one_key_in_its_flow'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='a_flow_has_its_own_number_in_its_edition'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'IN_USE')), fields=('edition',), name='an_edition_uses_one_flow_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'DRAFT')), fields=('edition',), name='an_edition_drafts_one_flow'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DRAFT'), _negated=True), ('frozen_at__isnull', True), _connector='OR'), name='a_draft_has_no_answers_yet'),
        ),
    ]
