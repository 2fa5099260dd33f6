"""Posts of a unit: made, changed, ended."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from personnel import permissions, policies
from personnel.enums import PostKind, PostLevel
from personnel.models import Post, Unit, User
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a person writes down about a post. ``post_class`` is the class for allowances."""

    title: str
    kind: str = PostKind.ADMINISTRATION
    level: str = PostLevel.NONE
    echelon: str = ""
    post_class: int | None = None
    is_head: bool = False
    uses_head_form: bool = False


@transaction.atomic
def create_post(*, unit: Unit, facts: PostFacts, by: User, now: datetime) -> Post:
    """Add a post to a unit. The same post sent twice is added once.

    Raises: ``Denied``; ``Refused`` for a title taken in the unit or a second head post.
    """
    permissions.can_manage_people(by, now).require()
    twin = Post.objects.filter(unit=unit, **asdict(facts)).active().first()
    if twin is not None:
        return twin
    with refusals_as_sentences(Post):
        return Post.objects.create(unit=unit, **asdict(facts))


@transaction.atomic
def change_post(*, post_id: int, facts: PostFacts, by: User, now: datetime) -> Post:
    """Rename or describe a post; whoever holds it keeps it.

    Raises: ``Denied``, ``Refused``.
    """
    permissions.can_manage_people(by, now).require()
    post = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    for name, value in asdict(facts).items():
        setattr(post, name, value)
    with refusals_as_sentences(Post):
        post.save()
    return post


@transaction.atomic
def end_post(*, post_id: int, by: User, now: datetime) -> Post:
    """Take a post out of use; whoever held it stays readable.

    Raises: ``Denied``, ``WrongState``.
    """
    post = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    day = timezone.localtime(now).date()
    (permissions.can_manage_people(by, now) and policies.may_end_post(post, day)).require()
    post.is_active = False
    post.save(update_fields=["is_active"])
    return post


@transaction.atomic
def restore_post(*, post_id: int, by: User, now: datetime) -> Post:
    """Put an ended post back into use.

    Raises: ``Denied``, ``WrongState``.
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post_id)
    (permissions.can_manage_people(by, now) and policies.may_restore_post(post)).require()
    post.is_active = True
    post.save(update_fields=["is_active"])
    return post
