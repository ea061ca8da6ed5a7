from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hotels', '0003_seasons_of_facts'),
    ]

    operations = [
        migrations.AddField(
            model_name='tier',
            name='max_agents',
            field=models.PositiveSmallIntegerField(default=10, help_text='Specialists that a hotel may have, those out of the box included'),
        ),
        migrations.AddField(
            model_name='tier',
            name='max_tools',
            field=models.PositiveSmallIntegerField(default=30, help_text='For one agent'),
        ),
    ]
