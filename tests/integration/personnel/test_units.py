"""The organisation tree: worked out anew, changed by BKPSDM, read by roles."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from personnel.actions.posts import PostFacts, change_post, create_post, end_post, restore_post
from personnel.actions.units import (
    UnitFacts,
    change_unit,
    create_unit,
    end_unit,
    rebuild_tree,
    restore_unit,
)
from personnel.enums import PostKind, PostLevel, Role, UnitKind
from personnel.models import Post, Unit
from personnel.selectors.units import agency_rows, in_tree_order, unit_tree, walk
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_post,
    make_unit,
    make_user,
)
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def browser(client, admin):
    return sign_in(client, admin)


def facts_of(unit, **changes):
    names = UnitFacts.__dataclass_fields__
    return UnitFacts(**{name: getattr(unit, name) for name in names} | changes)


# The tree


def test_rebuild_tree_gives_every_unit_path_and_agency():
    city = Unit.objects.create(name="Kota", kind=UnitKind.CITY)
    agency = Unit.objects.create(name="Dinas", kind=UnitKind.AGENCY, parent=city)
    unit = Unit.objects.create(name="Bidang", parent=agency)

    assert rebuild_tree() == 3
    for one in (city, agency, unit):
        one.refresh_from_db()
    assert city.path == f"/{city.pk}/"
    assert city.agency is None
    assert unit.path == f"/{city.pk}/{agency.pk}/{unit.pk}/"
    assert unit.agency == agency
    assert agency.agency == agency


def test_rebuild_tree_twice_changes_nothing_and_leaves_no_history():
    make_unit(make_unit())
    rebuild_tree()
    before = Unit.events.rel.related_model.objects.count()

    assert rebuild_tree() == 0
    assert Unit.events.rel.related_model.objects.count() == before


def test_rebuild_tree_takes_the_same_statements_for_one_unit_and_for_many(
    django_assert_num_queries,
):
    agency = make_unit()
    with django_assert_num_queries(4):  # two statements inside a savepoint
        rebuild_tree()
    for _ in range(20):
        Unit.objects.create(name="Seksi", parent=agency)
    with django_assert_num_queries(4):
        assert rebuild_tree() == 20


def test_rebuild_tree_names_units_that_stand_above_themselves():
    first = make_unit(name="Seksi A")
    second = make_unit(first, name="Seksi B")
    Unit.objects.filter(pk=first.pk).update(parent=second)

    with pytest.raises(Incomplete) as refusal:
        rebuild_tree()
    assert refusal.value.problems == ["Seksi A", "Seksi B"]


def test_unit_moved_to_another_agency_takes_what_is_below_along(admin):
    unit = make_unit(make_unit())
    below = make_unit(unit)
    other = make_unit()

    change_unit(
        unit_id=unit.pk, facts=facts_of(unit, parent_id=other.pk), by=admin, now=timezone.now()
    )

    below.refresh_from_db()
    assert below.agency == other
    assert below.path == f"{other.path}{unit.pk}/{below.pk}/"


def test_unit_moved_below_itself_is_refused(admin):
    unit = make_unit(make_unit())
    below = make_unit(unit)

    with pytest.raises(WrongState, match="di bawah dirinya sendiri"):
        change_unit(
            unit_id=unit.pk, facts=facts_of(unit, parent_id=below.pk), by=admin, now=timezone.now()
        )


def test_unit_created_twice_by_a_double_click_exists_once(admin):
    facts = UnitFacts(name="Bidang Baru", parent_id=make_unit().pk)

    first = create_unit(facts=facts, by=admin, now=timezone.now())
    second = create_unit(facts=facts, by=admin, now=timezone.now())

    assert first == second
    assert first.path.endswith(f"/{first.pk}/")


def test_unit_with_the_name_of_its_neighbour_is_refused(admin):
    neighbour = make_unit(make_unit(), name="Sekretariat")

    with pytest.raises(WrongState, match="sudah ada"):
        create_unit(
            facts=UnitFacts(name="SEKRETARIAT", parent_id=neighbour.parent_id, code="B"),
            by=admin,
            now=timezone.now(),
        )


def test_unit_with_people_is_not_ended(admin):
    unit = make_unit(make_unit())
    make_employee(unit)

    with pytest.raises(WrongState, match="1 penugasan"):
        end_unit(unit_id=unit.pk, by=admin, now=timezone.now())


def test_unit_with_units_below_is_not_ended(admin):
    unit = make_unit(make_unit())
    make_unit(unit)

    with pytest.raises(WrongState, match="1 unit aktif di bawahnya"):
        end_unit(unit_id=unit.pk, by=admin, now=timezone.now())


def test_unit_ended_and_restored(admin):
    unit = make_unit(make_unit())

    assert not end_unit(unit_id=unit.pk, by=admin, now=timezone.now()).is_active
    assert restore_unit(unit_id=unit.pk, by=admin, now=timezone.now()).is_active


def test_unit_below_an_ended_one_is_not_restored(admin):
    above = make_unit(make_unit(), is_active=False)
    unit = make_unit(above, is_active=False)

    with pytest.raises(WrongState, match="tidak aktif"):
        restore_unit(unit_id=unit.pk, by=admin, now=timezone.now())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PERFORMANCE_MANAGER, Role.CITY_LEADERSHIP])
def test_units_are_changed_by_bkpsdm_only(role):
    with pytest.raises(Denied):
        create_unit(
            facts=UnitFacts(name="Bidang", parent_id=make_unit().pk),
            by=make_user(role),
            now=timezone.now(),
        )


# Constraints


def test_constraint_unit_not_own_parent():
    unit = make_unit(make_unit())
    with pytest.raises(IntegrityError, match="unit_not_own_parent"), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(parent=unit)
    assert Unit.objects.filter(pk=unit.pk).update(parent=make_unit()) == 1


def test_constraint_unit_kind_known():
    unit = make_unit()
    with pytest.raises(IntegrityError, match="unit_kind_known"), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(kind="desa")
    assert Unit.objects.filter(pk=unit.pk).update(kind=UnitKind.UNIT) == 1


def test_constraint_post_unique_in_unit(admin):
    post = make_post(title="Perawat", level=PostLevel.TERAMPIL)
    facts = PostFacts(title="Perawat", kind=PostKind.FUNCTIONAL, level=PostLevel.TERAMPIL)

    with pytest.raises(Refused, match="sudah ada pada unit") as refusal:
        create_post(unit=post.unit, facts=facts, by=admin, now=timezone.now())
    assert refusal.value.constraint == "post_unique_in_unit"

    other = PostFacts(title="Perawat", kind=PostKind.FUNCTIONAL, level=PostLevel.MAHIR)
    assert create_post(unit=post.unit, facts=other, by=admin, now=timezone.now()).pk


def test_constraint_post_one_head_per_unit_counts_posts_in_use_only(admin):
    head = make_post(make_unit(), is_head=True)
    facts = PostFacts(title="Kepala Baru", is_head=True)

    with pytest.raises(Refused, match="sudah memiliki jabatan pimpinan"):
        create_post(unit=head.unit, facts=facts, by=admin, now=timezone.now())

    end_post(post_id=head.pk, by=admin, now=timezone.now())
    assert create_post(unit=head.unit, facts=facts, by=admin, now=timezone.now()).is_head


def test_post_ended_is_not_restored_beside_a_new_head(admin):
    head = make_post(make_unit(), is_head=True)
    end_post(post_id=head.pk, by=admin, now=timezone.now())
    make_post(head.unit, is_head=True, title="Kepala Baru")

    with pytest.raises(WrongState, match="sudah memiliki jabatan pimpinan"):
        restore_post(post_id=head.pk, by=admin, now=timezone.now())


def test_post_with_a_holder_is_not_ended(admin):
    post = make_post()
    make_employee(post=post)

    with pytest.raises(WrongState, match="1 penugasan"):
        end_post(post_id=post.pk, by=admin, now=timezone.now())


def test_post_renamed_keeps_its_holder(admin):
    post = make_post()
    employee = make_employee(post=post)

    change_post(
        post_id=post.pk, facts=PostFacts(title="Penata Layanan"), by=admin, now=timezone.now()
    )

    assert employee.assignments.get().post.title == "Penata Layanan"


# Reading


def test_tree_counts_people_below_and_finds_units_without_head():
    today = timezone.localdate()
    agency = make_unit()
    led, headless = make_unit(agency), make_unit(agency)
    make_employee(head_of=agency)
    make_employee(head_of=led)
    make_employee(headless)
    make_employee(headless)

    branches = {branch.unit: branch for branch in walk(unit_tree(Unit.objects.all(), today))}

    assert branches[agency].people == 4
    assert branches[headless].here == 2
    assert branches[headless].needs_head
    assert not branches[led].needs_head
    row = next(row for row in agency_rows(Unit.objects.all(), today) if row.agency == agency)
    assert (row.units, row.people, row.vacant) == (3, 4, 1)


def test_tree_prefers_the_definitive_head_to_an_acting_one():
    agency = make_unit()
    unit = make_unit(agency)
    acting = make_employee(agency)
    make_assignment(acting, make_post(unit, is_head=True), kind="acting")
    make_employee(unit)

    def head():
        today = timezone.localdate()
        tree = unit_tree(Unit.objects.within(unit), today)
        return tree[0].head.employee

    assert head() == acting
    definitive = make_employee(head_of=unit)
    assert head() == definitive


def test_units_in_tree_order_stand_before_those_below_them():
    agency = make_unit(position=2)
    first = make_unit(position=1)
    below_first = make_unit(first)
    below = make_unit(agency)
    city = agency.parent

    assert in_tree_order(Unit.objects.all()) == [city, first, below_first, agency, below]


@pytest.mark.parametrize("name", ["unit-list", "agency-list"])
def test_unit_pages_take_as_many_queries_for_one_unit_as_for_many(
    browser, django_assert_max_num_queries, name
):
    url = reverse(f"personnel:{name}")
    make_unit(make_unit())
    with django_assert_max_num_queries(21) as few:
        assert browser.get(url).status_code == 200
    for _ in range(20):
        make_employee(head_of=make_unit(make_unit()))
    with django_assert_max_num_queries(len(few)):
        assert browser.get(url).status_code == 200


def test_unit_page_takes_as_many_queries_for_one_post_as_for_many(
    browser, django_assert_max_num_queries
):
    unit = make_unit(make_unit())
    make_employee(unit)
    url = reverse("personnel:unit-detail", args=[unit.pk])
    with django_assert_max_num_queries(27) as few:
        assert browser.get(url).status_code == 200
    for _ in range(20):
        make_employee(unit)
        make_employee(head_of=make_unit(unit))
    with django_assert_max_num_queries(len(few)):
        assert browser.get(url).status_code == 200


def test_unit_page_shows_head_posts_and_history(browser, admin):
    unit = make_unit(make_unit(), name="Bidang P2P")
    head = make_employee(head_of=unit)
    make_post(unit, title="Epidemiolog")

    page = browser.get(reverse("personnel:unit-detail", args=[unit.pk])).content.decode()

    assert head.full_name in page
    assert "Epidemiolog" in page
    assert "1 jabatan kosong" in page
    assert "Riwayat perubahan" in page


def test_unit_of_another_agency_is_not_found_by_a_manager(client):
    manager = make_user(Role.PERFORMANCE_MANAGER)
    sign_in(client, manager)
    own = manager.role_grants.get().agency

    assert client.get(reverse("personnel:unit-detail", args=[own.pk])).status_code == 200
    other = reverse("personnel:unit-detail", args=[make_unit().pk])
    assert client.get(other).status_code == 404


def test_unit_form_keeps_what_was_typed_and_names_the_field(browser):
    answer = browser.post(
        reverse("personnel:unit-create"), {"name": "Bidang Laut", "kind": "unit", "parent_id": ""}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Pilih unit di atasnya." in page
    assert "Bidang Laut" in page


def test_unit_is_added_through_the_page(browser):
    agency = make_unit()

    answer = browser.post(
        reverse("personnel:unit-create"),
        {"name": " Bidang  Laut ", "kind": "unit", "parent_id": agency.pk, "position": ""},
    )

    unit = Unit.objects.get(name="Bidang Laut")
    assert answer.url == reverse("personnel:unit-detail", args=[unit.pk])
    assert unit.agency == agency


def test_unit_that_cannot_end_shows_the_reason_instead_of_the_button(browser):
    unit = make_unit(make_unit())
    make_employee(unit)

    url = reverse("personnel:unit-end", args=[unit.pk])
    page = browser.get(url).content.decode()
    browser.post(url)

    assert "Masih ada 1 penugasan di sini" in page
    assert Unit.objects.get(pk=unit.pk).is_active


def test_post_is_added_through_the_page_and_a_wrong_level_is_named(browser):
    unit = make_unit(make_unit())
    url = reverse("personnel:post-create", args=[unit.pk])
    typed = {"title": "Perawat", "kind": "functional", "level": "pengawas"}

    refused = browser.post(url, typed)
    assert refused.status_code == 422
    assert "Jenjang ini bukan jenjang Jabatan Fungsional." in refused.content.decode()

    assert browser.post(url, typed | {"level": "terampil"}).status_code == 302
    assert Post.objects.get(unit=unit).level == PostLevel.TERAMPIL
