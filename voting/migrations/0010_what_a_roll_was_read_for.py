from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('voting', '0009_roll_as_a_job'),
    ]

    operations = [
        migrations.AddField(
            model_name='rollimport',
            name='voting_age',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='rollimport',
            name='voting_day',
            field=models.DateField(null=True),
        ),
    ]
