import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("salt", models.TextField()),
                ("marks", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="event",
            name="begins",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="place_name",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="seal",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="ContactDetail",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("recorded_at", models.TextField(null=True)),
                ("place", models.BigIntegerField(default=0)),
                ("kind", models.TextField()),
                ("value", models.TextField()),
                (
                    "deed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.deed",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="store.person",
                        to_field="key",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportDone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("files", models.JSONField()),
                ("report", models.JSONField()),
                (
                    "deed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_done",
                        to="store.deed",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Opposed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("one", models.TextField()),
                ("other", models.TextField()),
                (
                    "deed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.deed",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.TextField(unique=True)),
                ("person", models.TextField(null=True)),
                ("lines", models.JSONField()),
                ("why", models.TextField()),
                ("is_clear", models.BooleanField()),
                ("excerpt", models.TextField(null=True)),
                ("decided", models.TextField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.deed",
                    ),
                ),
                (
                    "deed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.deed",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TakenFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folder", models.TextField()),
                ("name", models.TextField()),
                ("characters", models.BigIntegerField()),
                ("digest", models.TextField()),
                (
                    "deed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.deed",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                ("key", models.TextField()),
                ("said", models.JSONField()),
                (
                    "deed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.deed",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source", "name"], name="store_origi_source_c2e4dc_idx"),
                    models.Index(fields=["kind", "key"], name="store_origi_kind_b7a105_idx"),
                ],
            },
        ),
    ]
