"""Numbers of public registers, as people type them."""

import pytest

from web.services.register_numbers import krs, nip, regon


def test_krs_may_lack_its_leading_zeros():
    assert krs("96794") == krs("0000096794") == krs(" 00000 96794 ") == "0000096794"


@pytest.mark.parametrize("text", ["", "0", "0000000000", "12345678901", "000009679A", "-"])
def test_krs_is_digits_and_not_all_zeros(text):
    with pytest.raises(ValueError, match="must be"):
        krs(text)


@pytest.mark.parametrize("text", ["6891178090", "689-117-80-90", "PL6891178090", "pl 689 117 80 90"])
def test_nip_may_have_dashes_and_the_country(text):
    assert nip(text) == "6891178090"


@pytest.mark.parametrize("text", ["6891178091", "689117809", "68911780900", "abc"])
def test_nip_with_a_wrong_check_digit_or_length_is_refused(text):
    with pytest.raises(ValueError, match="must be"):
        nip(text)


def test_regon_of_a_body_itself_printed_with_five_zeros_is_cut_to_nine_digits():
    assert regon("37109197200000") == "371091972"


def test_regon_of_a_local_unit_keeps_its_fourteen_digits():
    # The check digit by the register's weights: 3·2+7·4+1·8+0·5+9·0+1·9+9·7+7·3+2·6+0·1+0·2+0·4+1·8 = 155,
    # and 155 % 11 = 1.
    assert regon("37109197200011") == "37109197200011"


@pytest.mark.parametrize("text", ["371091973", "37109197", "37109197200012", "00000"])
def test_regon_with_a_wrong_check_digit_or_length_is_refused(text):
    with pytest.raises(ValueError, match="must be"):
        regon(text)
