
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pms', '0007_note_who_was_told'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rateplan',
            name='change_fee',
            field=models.CharField(default='forbidden', help_text='none, first_night, percent:NN, full or forbidden', max_length=16),
        ),
        migrations.AlterField(
            model_name='rateplan',
            name='change_free_until_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Free changes until this many days before arrival; empty: never', null=True),
        ),
    ]
