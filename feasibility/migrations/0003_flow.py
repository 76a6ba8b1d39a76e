import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

VALUES = [('YES', 'ja'), ('PROVIDED', 'ja, mits'), ('NO', 'nee'), ('NOT_APPLICABLE', 'niet van toepassing')]


class Migration(migrations.Migration):
    """Versions of the quick test, and what a question gains. The questions move in the next step."""

    dependencies = [
        ('editions', '0001_initial'),
        ('feasibility', '0002_parts_of_the_table'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Flow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='versie')),
                ('state', models.CharField(choices=[('DRAFT', 'concept'), ('IN_USE', 'in gebruik'), ('RETIRED', 'vervangen')], default='DRAFT', max_length=8, verbose_name='stand')),
                ('made_at', models.DateTimeField(verbose_name='gemaakt')),
                ('taken_in_use_at', models.DateTimeField(blank=True, null=True, verbose_name='in gebruik genomen')),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='vastgezet')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flows', to='editions.edition', verbose_name='editie')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sneltoets',
                'verbose_name_plural': 'sneltoetsen',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dossier', to='plans.plan')),
                ('flow', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='feasibility.flow')),
            ],
        ),
        migrations.AlterModelOptions(
            name='question',
            options={'ordering': ['number', 'pk'], 'verbose_name': 'vraag', 'verbose_name_plural': 'vragen'},
        ),
        migrations.AddField(
            model_name='question',
            name='flow',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='feasibility.flow', verbose_name='sneltoets'),
        ),
        migrations.AddField(
            model_name='question',
            name='no_text',
            field=models.CharField(blank=True, max_length=300, verbose_name='hoe het verder kan'),
        ),
        migrations.AddField(
            model_name='question',
            name='only_if_values',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=VALUES, max_length=16), blank=True, default=list, size=None, verbose_name='met een van de antwoorden'),
        ),
        migrations.AddField(
            model_name='question',
            name='sorting',
            field=models.BooleanField(default=False, verbose_name='sorteert alleen'),
        ),
        migrations.AddField(
            model_name='question',
            name='yes_text',
            field=models.CharField(blank=True, max_length=300, verbose_name='wat er kan'),
        ),
        # Nullable, so that the way back can put them there again before it fills them.
        migrations.AlterField(
            model_name='question',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='editions.edition', verbose_name='editie'),
        ),
        migrations.AlterField(
            model_name='question',
            name='only_if_value',
            field=models.CharField(blank=True, choices=VALUES, default='', max_length=16, verbose_name='met het antwoord'),
        ),
        migrations.AlterField(
            model_name='question',
            name='help',
            field=models.TextField(blank=True, max_length=1000, verbose_name='uitleg'),
        ),
    ]
