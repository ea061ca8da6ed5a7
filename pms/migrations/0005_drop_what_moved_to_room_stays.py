from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('pms', '0004_move_reservations_to_room_stays'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='quote',
            name='adults',
        ),
        migrations.RemoveField(
            model_name='quote',
            name='children_ages',
        ),
        migrations.RemoveField(
            model_name='quote',
            name='rate_plan',
        ),
        migrations.RemoveField(
            model_name='quote',
            name='room_type',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='adults',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='cancel_key',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='children_ages',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='rate_plan',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='room',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='room_type',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='stay',
        ),
        migrations.RemoveField(
            model_name='reservation',
            name='terms',
        ),
    ]
