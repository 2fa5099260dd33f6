"""BerAKHLAK as SE MenPANRB 20/2021 words it."""

from personnel.rules.core_values import CORE_VALUES, CoreValue


def test_core_values_spell_berakhlak_in_order():
    initials = [guide.name[:3] if n == 0 else guide.name[0] for n, guide in enumerate(CORE_VALUES)]

    assert "".join(initials) == "BerAKHLAK"


def test_core_values_stand_once_each_in_the_order_of_the_enumeration():
    assert [guide.value for guide in CORE_VALUES] == list(CoreValue)


def test_core_values_have_twenty_one_guides_none_twice():
    guides = [text for guide in CORE_VALUES for text in guide.guides]

    assert len(guides) == 21
    assert len(set(guides)) == 21


def test_core_value_guide_is_worded_as_the_form_prints_it():
    """The two longest sentences, in which a lost word would show least."""
    guides = {guide.value: guide.guides for guide in CORE_VALUES}

    assert guides[CoreValue.ACCOUNTABLE][0] == (
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas "
        "tinggi"
    )
    assert guides[CoreValue.LOYAL][0] == (
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun "
        "1945, setia kepada Negara Kesatuan Republik Indonesia serta pemerintahan yang sah"
    )
