package io.souk.kit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16 GB | DATA | 16",
                "1 TB SSD | DATA | 1000",
                "980 g | MASS | 980",
                "1.29 kg | MASS | 1290",
                "1,29 kg | MASS | 1290",
                "1,020 g | MASS | 1020",
                "2 lb | MASS | 907.18",
                "10 oz | MASS | 283.5",
                "14-inch IPS | LENGTH | 355.6",
                "15.6\" | LENGTH | 396.24",
                "27,000 mAh, 99.9 Wh | CHARGE | 27000",
                "27,000 mAh, 99.9 Wh | ENERGY | 99.9",
                "5 ms | TIME | 0.0000833",
                "12 h | TIME | 720",
                "18 months | TIME | 777600",
                "85 W of a 100 W charger | POWER | 85",
                "up to 4.8 GHz | FREQUENCY | 4.8e9",
                "2.5 Gbit/s with address pass-through | BITRATE | 2500",
                "14-inch OLED, 2880 x 1800, 120 Hz, 500 nits | RESOLUTION | 5184000",
                "14-inch OLED, 2880 x 1800, 120 Hz, 500 nits | LUMINANCE | 500"
            })
    void readsWhatDataSheetsSay(String text, Dimension dimension, double amount) {
        assertThat(Quantity.mainOnes(text).get(dimension)).isCloseTo(amount, within(Math.max(1e-6, amount * 1e-4)));
    }

    @Test
    void wordsThatLookLikeUnitsMeasureNothing() {
        assertThat(Quantity.allIn("2 in boom arm")).isEmpty();
        assertThat(Quantity.allIn("USB-A 3.2, HDMI 2.1, Bluetooth 5.3")).isEmpty();
        assertThat(Quantity.allIn("100 x 100 mm"))
                .extracting(Quantity::dimension)
                .containsExactly(Dimension.LENGTH);
    }

    @Test
    void datesAreDays() {
        assertThat(Quantity.mainOnes("2026-05-31")).containsEntry(Dimension.DATE, (double)
                LocalDate.of(2026, 5, 31).toEpochDay());
        assertThat(Quantity.allIn("2026-13-31")).isEmpty();
    }

    @Test
    void amountsAreSaidInTheirNaturalUnit() {
        assertThat(Quantity.natural(Dimension.MASS, 1290)).isEqualTo("1.29 kg");
        assertThat(Quantity.natural(Dimension.MASS, 980)).isEqualTo("980 g");
        assertThat(Quantity.natural(Dimension.DATA, 1000)).isEqualTo("1 TB");
        assertThat(Quantity.natural(Dimension.TIME, 720)).isEqualTo("12 h");
    }
}
