
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hotels', '0001_initial'),
        ('pms', '0002_guard_prices_and_fees'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16)),
                ('key', models.CharField(help_text='Idempotency key of whoever wrote it', max_length=64)),
                ('guest_name', models.CharField(max_length=200)),
                ('reservation_code', models.CharField(blank=True, max_length=32)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('people', models.PositiveSmallIntegerField(default=1)),
                ('price', models.DecimalField(decimal_places=2, max_digits=12)),
                ('currency', models.CharField(max_length=3)),
                ('status', models.CharField(choices=[('confirmed', 'Confirmed'), ('done', 'Done'), ('cancelled', 'Cancelled'), ('no_show', 'No Show')], default='confirmed', max_length=16)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['starts_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='CommitStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(choices=[('sending', 'Sending'), ('looked', 'looked, and found nothing'), ('written', 'Written'), ('undone', 'undone again: it could not stand'), ('settled', 'Settled')], max_length=16)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('details', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Discrepancy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(help_text='double_booking, lost_booking, other_total, ...', max_length=40)),
                ('subject', models.CharField(help_text="What it is about: a reservation's code, a room", max_length=64)),
                ('ours', models.JSONField(default=dict, help_text='What we believe')),
                ('theirs', models.JSONField(default=dict, help_text='What the PMS says')),
                ('found_at', models.DateTimeField(auto_now_add=True)),
                ('repaired_at', models.DateTimeField(blank=True, help_text='Repaired by the reconciler', null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'verbose_name_plural': 'discrepancies',
            },
        ),
        migrations.CreateModel(
            name='FileImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rooms', 'Rooms'), ('rates', 'Rates'), ('reservations', 'Reservations')], max_length=16)),
                ('name', models.CharField(help_text='Of the file', max_length=200)),
                ('text', models.TextField(help_text='The file, UTF-8')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=8)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('created', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('bad', models.JSONField(default=list, help_text='[[line, column, code, value], ...]')),
                ('started_by', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('beat_at', models.DateTimeField(blank=True, help_text='Last sign of the one who works on it', null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Mirrored',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32)),
                ('status', models.CharField(max_length=16)),
                ('stay', django.contrib.postgres.fields.ranges.DateRangeField(help_text='[first arrival, last departure), hotel-local')),
                ('found', models.JSONField(help_text='pms.base.ReservationInfo')),
                ('seen_at', models.DateTimeField(help_text='When the PMS told us')),
            ],
            options={
                'verbose_name': 'mirrored reservation',
            },
        ),
        migrations.CreateModel(
            name='PartyMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('phone', models.CharField(blank=True, help_text='+ and digits', max_length=32)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('may_change', models.BooleanField(default=False, help_text='May see, change and cancel it')),
            ],
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reservation_code', models.CharField(db_index=True, max_length=32)),
                ('key', models.CharField(help_text='Idempotency key', max_length=64)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('currency', models.CharField(max_length=3)),
                ('method', models.CharField(help_text='link, cash, card_terminal, transfer, other', max_length=16)),
                ('state', models.CharField(choices=[('requested', 'Requested'), ('paid', 'Paid'), ('failed', 'Failed'), ('expired', 'Expired'), ('refunded', 'Refunded')], default='requested', max_length=16)),
                ('provider', models.CharField(blank=True, max_length=32)),
                ('provider_id', models.CharField(blank=True, max_length=100)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('recorded_by', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, help_text='What the guest says; empty: for everybody', max_length=32)),
                ('name', models.JSONField(help_text='By language')),
                ('percent', models.DecimalField(decimal_places=2, help_text='Off each night', max_digits=5)),
                ('first_night', models.DateField(blank=True, help_text='Nights it is for; empty: all', null=True)),
                ('last_night', models.DateField(blank=True, null=True)),
                ('bookable_from', models.DateField(blank=True, help_text='When it can be booked, hotel-local', null=True)),
                ('bookable_to', models.DateField(blank=True, null=True)),
                ('min_nights', models.PositiveSmallIntegerField(default=1, help_text='Long stay')),
                ('days_ahead', models.PositiveSmallIntegerField(default=0, help_text='Early bird: days before arrival')),
                ('room_types', models.JSONField(blank=True, default=list, help_text='Codes; empty: all')),
                ('rate_plans', models.JSONField(blank=True, default=list, help_text='Codes; empty: all')),
                ('is_active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16)),
                ('key', models.CharField(help_text='Idempotency key of whoever wrote it', max_length=64)),
                ('department', models.SlugField(help_text='housekeeping, maintenance, reception, ...', max_length=32)),
                ('kind', models.SlugField(help_text='towels, repair, lost, wish, ...', max_length=32)),
                ('text', models.CharField(help_text='What the guest wants, as data', max_length=500)),
                ('details', models.JSONField(blank=True, default=dict, help_text='Of an intention: stay, occupancy')),
                ('conversation_id', models.BigIntegerField(blank=True, null=True)),
                ('reservation_code', models.CharField(blank=True, max_length=32)),
                ('room_number', models.CharField(blank=True, max_length=16)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In Progress'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=16)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ReservationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.CharField(help_text='guest, a member of staff, an API key', max_length=120)),
                ('verb', models.SlugField(help_text='booked, changed, moved, cancelled, checked_in, ...', max_length=32)),
                ('key', models.CharField(blank=True, help_text='Idempotency key of the write', max_length=64)),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('reason', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=120)),
                ('seats', models.PositiveSmallIntegerField(default=1, help_text='How many people at the same time')),
                ('is_active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='ResourceUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(help_text='resource:ID or service:ID', max_length=40)),
                ('seat', models.PositiveSmallIntegerField(help_text='From 1 to the seats there are')),
                ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            ],
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_night', models.DateField()),
                ('last_night', models.DateField(help_text='Included')),
                ('weekdays', models.JSONField(blank=True, default=list, help_text='0 (Monday) to 6 (Sunday); empty: all')),
                ('min_stay', models.PositiveSmallIntegerField(blank=True, help_text='For arrivals on these days', null=True)),
                ('max_stay', models.PositiveSmallIntegerField(blank=True, help_text='For arrivals on these days', null=True)),
                ('closed_to_arrival', models.BooleanField(blank=True, null=True)),
                ('closed_to_departure', models.BooleanField(blank=True, null=True)),
                ('stop_sell', models.BooleanField(blank=True, help_text='No night is sold', null=True)),
                ('position', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RoomStay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stay', django.contrib.postgres.fields.ranges.DateRangeField(help_text='[arrival, departure), hotel-local')),
                ('adults', models.PositiveSmallIntegerField()),
                ('children_ages', models.JSONField(blank=True, default=list)),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('confirmed', 'Confirmed'), ('checked_in', 'Checked In'), ('checked_out', 'Checked Out'), ('cancelled', 'Cancelled'), ('no_show', 'No Show')], default='confirmed', max_length=16)),
                ('total', models.DecimalField(decimal_places=2, max_digits=12)),
                ('terms', models.JSONField(help_text='pms.base.Offer as sold: nights, taxes, conditions')),
                ('cancellation_fee', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RoomUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='[first night, first free night), hotel-local')),
                ('kind', models.CharField(choices=[('stay', 'Stay'), ('hold', 'Hold'), ('block', 'Out of order')], default='stay', max_length=8)),
                ('hold_key', models.CharField(blank=True, help_text='Who holds it', max_length=64)),
                ('expires_at', models.DateTimeField(blank=True, help_text='Of a hold', null=True)),
                ('reason', models.CharField(blank=True, help_text='Of a block', max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='SyncState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(blank=True, help_text='Everything before this is known', null=True)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('succeeded_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='WaitingWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversation_id', models.BigIntegerField(blank=True, null=True)),
                ('stay', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('room_type', models.CharField(blank=True, help_text='Code; empty: any', max_length=16)),
                ('adults', models.PositiveSmallIntegerField(default=2)),
                ('children_ages', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('available', 'Available'), ('booked', 'Booked'), ('gone', 'Gone')], default='waiting', max_length=16)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('available_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='reservation',
            name='no_room_is_sold_twice',
        ),
        migrations.RemoveConstraint(
            model_name='reservation',
            name='stay_has_nights',
        ),
        migrations.AddField(
            model_name='proposal',
            name='email',
            field=models.EmailField(blank=True, help_text='As the guest gave it for this booking', max_length=254),
        ),
        migrations.AddField(
            model_name='proposal',
            name='remarks',
            field=models.CharField(blank=True, help_text="The guest's wishes, as data", max_length=500),
        ),
        migrations.AddField(
            model_name='proposal',
            name='told_at',
            field=models.DateTimeField(blank=True, help_text="When the guest's answer was stored", null=True),
        ),
        migrations.AddField(
            model_name='quote',
            name='summary',
            field=models.CharField(default='', help_text='The rooms by their codes: 2 x DBL FLEX', max_length=120),
        ),
        migrations.AddField(
            model_name='rate',
            name='adults_included',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AddField(
            model_name='rate',
            name='child_prices',
            field=models.JSONField(blank=True, default=list, help_text='Per child and night by age band: [{"to_age": 11, "price": "150.00"}]; older or none: free'),
        ),
        migrations.AddField(
            model_name='rate',
            name='weekdays',
            field=models.JSONField(blank=True, default=list, help_text='Only these nights, 0 (Monday) to 6 (Sunday); empty: all'),
        ),
        migrations.AddField(
            model_name='rateplan',
            name='change_fee',
            field=models.CharField(default='none', help_text='none, first_night, percent:NN, full or forbidden', max_length=16),
        ),
        migrations.AddField(
            model_name='rateplan',
            name='change_free_until_days',
            field=models.PositiveSmallIntegerField(blank=True, default=0, help_text='Free changes until this many days before arrival', null=True),
        ),
        migrations.AddField(
            model_name='rateplan',
            name='deposit',
            field=models.CharField(default='none', help_text='Due when booking: none, first_night, percent:NN or full', max_length=16),
        ),
        migrations.AddField(
            model_name='reservation',
            name='arrival_time',
            field=models.CharField(blank=True, help_text='HH:MM, hotel-local', max_length=5),
        ),
        migrations.AddField(
            model_name='reservation',
            name='email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='reservation',
            name='fees',
            field=models.DecimalField(decimal_places=2, default=0, help_text='For changes', max_digits=12),
        ),
        migrations.AddField(
            model_name='reservation',
            name='notes',
            field=models.TextField(blank=True, help_text='For staff only: never shown to a guest or a model'),
        ),
        migrations.AddField(
            model_name='reservation',
            name='phone',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name='reservation',
            name='remarks',
            field=models.TextField(blank=True, help_text="The guest's wishes"),
        ),
        migrations.AddField(
            model_name='reservation',
            name='updated_at',
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name='room',
            name='floor',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name='room',
            name='state',
            field=models.CharField(choices=[('clean', 'Clean'), ('dirty', 'Dirty')], default='clean', help_text='Housekeeping. Out of order is a use of the room with its dates', max_length=8),
        ),
        migrations.AddField(
            model_name='service',
            name='buffer_after',
            field=models.PositiveSmallIntegerField(default=0, help_text='Minutes to tidy up'),
        ),
        migrations.AddField(
            model_name='service',
            name='buffer_before',
            field=models.PositiveSmallIntegerField(default=0, help_text='Minutes to prepare'),
        ),
        migrations.AddField(
            model_name='service',
            name='department',
            field=models.SlugField(blank=True, help_text='Who does it', max_length=32),
        ),
        migrations.AddField(
            model_name='service',
            name='notice_hours',
            field=models.PositiveSmallIntegerField(default=0, help_text='How long before it can be booked'),
        ),
        migrations.AddField(
            model_name='service',
            name='per_person',
            field=models.BooleanField(default=False, help_text='The price is for each person'),
        ),
        migrations.AddField(
            model_name='service',
            name='step_minutes',
            field=models.PositiveSmallIntegerField(default=30, help_text='Appointments start this often'),
        ),
        migrations.AddField(
            model_name='service',
            name='weekdays',
            field=models.JSONField(blank=True, default=list, help_text='0 (Monday) to 6 (Sunday); empty: all'),
        ),
        migrations.AddField(
            model_name='tax',
            name='amount',
            field=models.DecimalField(decimal_places=2, default=0, help_text='City tax per person and night', max_digits=12),
        ),
        migrations.AddField(
            model_name='tax',
            name='from_age',
            field=models.PositiveSmallIntegerField(default=0, help_text='City tax: younger guests are exempt'),
        ),
        migrations.AddField(
            model_name='tax',
            name='max_nights',
            field=models.PositiveSmallIntegerField(blank=True, help_text='City tax: for so many nights at most', null=True),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='amount',
            field=models.DecimalField(decimal_places=2, help_text='The total to book, the difference of a change, the fee to cancel, the price', max_digits=12),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='kind',
            field=models.CharField(choices=[('book', 'Book'), ('change', 'Change'), ('cancel', 'Cancel'), ('appointment', 'Appointment'), ('request', 'Request')], max_length=16),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='outcome',
            field=models.CharField(blank=True, help_text="booked, changed, cancelled, ... or a refusal's code", max_length=32),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='reservation_code',
            field=models.CharField(blank=True, help_text='What is changed or cancelled, or what it belongs to', max_length=32),
        ),
        migrations.AlterField(
            model_name='quote',
            name='arrival',
            field=models.DateField(help_text='The first one'),
        ),
        migrations.AlterField(
            model_name='quote',
            name='departure',
            field=models.DateField(help_text='The last one'),
        ),
        migrations.AlterField(
            model_name='rate',
            name='extra_adult',
            field=models.DecimalField(decimal_places=2, default=0, help_text='Per night, for each adult above those included', max_digits=12),
        ),
        migrations.AlterField(
            model_name='reservation',
            name='status',
            field=models.CharField(choices=[('pending', 'Pending'), ('confirmed', 'Confirmed'), ('checked_in', 'Checked In'), ('checked_out', 'Checked Out'), ('cancelled', 'Cancelled'), ('no_show', 'No Show')], default='confirmed', max_length=16),
        ),
        migrations.AlterField(
            model_name='reservation',
            name='total',
            field=models.DecimalField(decimal_places=2, help_text='Of the rooms that are left, and fees', max_digits=12),
        ),
        migrations.AlterField(
            model_name='service',
            name='kind',
            field=models.CharField(choices=[('appointment', 'Appointment'), ('request', 'Request')], default='appointment', max_length=16),
        ),
        migrations.AlterField(
            model_name='service',
            name='places',
            field=models.PositiveSmallIntegerField(default=1, help_text='People at the same time'),
        ),
        migrations.AlterField(
            model_name='tax',
            name='percent',
            field=models.DecimalField(decimal_places=3, default=0, max_digits=6),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(condition=models.Q(('state', 'confirmed')), fields=['confirmed_at'], name='proposal_being_carried_out'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(fields=['hotel', 'updated_at'], name='reservation_by_update'),
        ),
        migrations.AddConstraint(
            model_name='rateplan',
            constraint=models.CheckConstraint(condition=models.Q(('change_fee__regex', '^(none|first_night|full|forbidden|percent:[0-9]{1,3}([.][0-9]{1,3})?)$')), name='change_fee_can_be_read'),
        ),
        migrations.AddConstraint(
            model_name='rateplan',
            constraint=models.CheckConstraint(condition=models.Q(('deposit__regex', '^(none|first_night|full|percent:[0-9]{1,3}([.][0-9]{1,3})?)$')), name='deposit_can_be_read'),
        ),
        migrations.AddConstraint(
            model_name='tax',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='city_tax_is_not_negative'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='guest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='hotels.guest'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='pms.service'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='room_type',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed', to='pms.roomtype'),
        ),
        migrations.AddField(
            model_name='commitstep',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='commitstep',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='pms.proposal'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discrepancies', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='fileimport',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='mirrored',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mirrored', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='partymember',
            name='guest',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parties', to='hotels.guest'),
        ),
        migrations.AddField(
            model_name='partymember',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='partymember',
            name='reservation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='party', to='pms.reservation'),
        ),
        migrations.AddField(
            model_name='payment',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payments', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='promotion',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promotions', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='request',
            name='guest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='hotels.guest'),
        ),
        migrations.AddField(
            model_name='request',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='reservationchange',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='reservationchange',
            name='reservation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='pms.reservation'),
        ),
        migrations.AddField(
            model_name='resource',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='service',
            name='resources',
            field=models.ManyToManyField(blank=True, help_text='Any one of these will do; none: its own', related_name='services', to='pms.resource'),
        ),
        migrations.AddField(
            model_name='resourceuse',
            name='appointment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='pms.appointment'),
        ),
        migrations.AddField(
            model_name='resourceuse',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='restriction',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='restrictions', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='restriction',
            name='rate_plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='restrictions', to='pms.rateplan'),
        ),
        migrations.AddField(
            model_name='restriction',
            name='room_type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='restrictions', to='pms.roomtype'),
        ),
        migrations.AddField(
            model_name='roomstay',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='room_stays', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='roomstay',
            name='rate_plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='room_stays', to='pms.rateplan'),
        ),
        migrations.AddField(
            model_name='roomstay',
            name='reservation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='room_stays', to='pms.reservation'),
        ),
        migrations.AddField(
            model_name='roomstay',
            name='room_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='room_stays', to='pms.roomtype'),
        ),
        migrations.AddField(
            model_name='roomuse',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='room_uses', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='roomuse',
            name='room',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='pms.room'),
        ),
        migrations.AddField(
            model_name='roomuse',
            name='room_stay',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='use', to='pms.roomstay'),
        ),
        migrations.AddField(
            model_name='syncstate',
            name='hotel',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pms_sync', to='hotels.hotel'),
        ),
        migrations.AddField(
            model_name='waitingwish',
            name='guest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='hotels.guest'),
        ),
        migrations.AddField(
            model_name='waitingwish',
            name='hotel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='hotels.hotel'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('hotel', 'code'), name='one_appointment_per_code'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('hotel', 'key'), name='one_appointment_per_key'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='appointment_takes_time'),
        ),
        migrations.AddConstraint(
            model_name='discrepancy',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None), ('repaired_at', None)), fields=('hotel', 'kind', 'subject'), name='one_open_discrepancy_per_subject'),
        ),
        migrations.AddConstraint(
            model_name='mirrored',
            constraint=models.UniqueConstraint(fields=('hotel', 'code'), name='one_mirror_per_code'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('hotel', 'key'), name='one_payment_per_key'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('hotel', 'code'), name='one_promotion_per_code'),
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='promotion_is_a_discount'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(fields=['hotel', 'state', 'due_at'], name='request_by_due'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(fields=('hotel', 'code'), name='one_request_per_code'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(fields=('hotel', 'key'), name='one_request_per_key'),
        ),
        migrations.AddConstraint(
            model_name='reservationchange',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('hotel', 'key'), name='one_change_per_key'),
        ),
        migrations.AddConstraint(
            model_name='resource',
            constraint=models.UniqueConstraint(fields=('hotel', 'code'), name='one_resource_per_code'),
        ),
        migrations.AddConstraint(
            model_name='resourceuse',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('place'), '='), (models.F('seat'), '='), (models.F('period'), '&&')], name='no_seat_is_taken_twice'),
        ),
        migrations.AddIndex(
            model_name='restriction',
            index=models.Index(fields=['hotel', 'first_night', 'last_night'], name='restriction_by_nights'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(('last_night__gte', models.F('first_night'))), name='restriction_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='roomstay',
            constraint=models.CheckConstraint(condition=models.Q(('stay__isempty', False), ('stay__lower_inf', False), ('stay__upper_inf', False)), name='stay_has_nights'),
        ),
        migrations.AddIndex(
            model_name='roomuse',
            index=models.Index(fields=['hotel', 'expires_at'], name='use_by_expiry'),
        ),
        migrations.AddConstraint(
            model_name='roomuse',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('room'), '='), (models.F('period'), '&&')], name='no_room_is_sold_twice'),
        ),
        migrations.AddConstraint(
            model_name='roomuse',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='use_has_nights'),
        ),
        migrations.AddConstraint(
            model_name='roomuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'stay'), ('room_stay__isnull', False)), models.Q(models.Q(('kind', 'stay'), _negated=True), ('room_stay', None)), _connector='OR'), name='only_stays_have_a_stay'),
        ),
        migrations.AddConstraint(
            model_name='roomuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'hold'), _negated=True), ('expires_at__isnull', False), _connector='OR'), name='holds_expire'),
        ),
    ]
