
import django.db.models.deletion
import pms.line_rules
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hotels', '0001_initial'),
        ('pms', '0005_drop_what_moved_to_room_stays'),
    ]

    operations = [
        migrations.CreateModel(
            name='PMSWrite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='Idempotency key of whoever writes', max_length=64)),
                ('verb', models.CharField(choices=[('book', 'Book'), ('change', 'Change'), ('cancel', 'Cancel')], max_length=8)),
                ('code', models.CharField(blank=True, help_text="The reservation's; of a booking once it is known", max_length=32)),
                ('wanted', models.JSONField(blank=True, default=dict, help_text='What the PMS should hold afterwards')),
                ('outcome', models.CharField(blank=True, help_text="done, or a refusal's code; empty: not known yet", max_length=32)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'PMS write',
            },
        ),
        migrations.AlterField(
            model_name='promotion',
            name='rate_plans',
            field=models.JSONField(blank=True, default=list, help_text='Codes; empty: all', validators=[pms.line_rules.check_codes]),
        ),
        migrations.AlterField(
            model_name='promotion',
            name='room_types',
            field=models.JSONField(blank=True, default=list, help_text='Codes; empty: all', validators=[pms.line_rules.check_codes]),
        ),
        migrations.AlterField(
            model_name='rate',
            name='child_prices',
            field=models.JSONField(blank=True, default=list, help_text='Per child and night by age band: [{"to_age": 11, "price": "150.00"}]; older or none: free', validators=[pms.line_rules.check_child_prices]),
        ),
        migrations.AlterField(
            model_name='rate',
            name='weekdays',
            field=models.JSONField(blank=True, default=list, help_text='Only these nights, 0 (Monday) to 6 (Sunday); empty: all', validators=[pms.line_rules.check_weekdays]),
        ),
        migrations.AlterField(
            model_name='restriction',
            name='weekdays',
            field=models.JSONField(blank=True, default=list, help_text='0 (Monday) to 6 (Sunday); empty: all', validators=[pms.line_rules.check_weekdays]),
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.CheckConstraint(condition=models.Q(('first_night', None), ('last_night', None), ('last_night__gte', models.F('first_night')), _connector='OR'), name='promoted_nights_end_after_start'),
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.CheckConstraint(condition=models.Q(('bookable_from', None), ('bookable_to', None), ('bookable_to__gte', models.F('bookable_from')), _connector='OR'), name='promotion_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('min_stay__gte', 1), ('adults_included__gte', 1)), name='rate_is_for_a_night_and_a_guest'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('min_stay', None), ('min_stay__gte', 1), _connector='OR'), models.Q(('max_stay', None), ('max_stay__gte', 1), _connector='OR')), name='restricted_stays_have_nights'),
        ),
        migrations.AddField(
            model_name='pmswrite',
            name='guest',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='hotels.guest'),
        ),
        migrations.AddField(
            model_name='pmswrite',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pms_writes', to='hotels.hotel'),
        ),
        migrations.AddIndex(
            model_name='pmswrite',
            index=models.Index(fields=['hotel', 'code'], name='pms_write_by_code'),
        ),
        migrations.AddIndex(
            model_name='pmswrite',
            index=models.Index(fields=['hotel', 'guest'], name='pms_write_by_guest'),
        ),
        migrations.AddConstraint(
            model_name='pmswrite',
            constraint=models.UniqueConstraint(fields=('hotel', 'key'), name='one_pms_write_per_key'),
        ),
    ]
