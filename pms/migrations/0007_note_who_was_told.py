
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pms', '0006_note_writes_and_guard_lines'),
    ]

    operations = [
        migrations.AddField(
            model_name='waitingwish',
            name='told_at',
            field=models.DateTimeField(blank=True, help_text='When the guest, or staff, got the word', null=True),
        ),
    ]
