package io.souk.tools.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.tools.customers.Address;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressReaderTest {
    private static final Address DULUTH = new Address("12 Quarry Path", "", "Duluth", "MN", "USA", "55802");
    private static final Address BERLIN = new Address("Lindenhof 12", "", "Berlin", "Berlin", "DE", "10405");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4 Mill Race, Salem, OR 97301                                              | 4 Mill Race, Salem, OR 97301, USA
            please send it to 4 Mill Race, Apt 7, Salem, OR, 97301, USA               | 4 Mill Race, Apt 7, Salem, OR 97301, USA
            change the address to 4 Mill Race, Suite 12, Salem OR 97301               | 4 Mill Race, Suite 12, Salem, OR 97301, USA
            Can you ship ORD-1 to my office instead: 90 Orchard Row, Macon, GA 31201? | 90 Orchard Row, Macon, GA 31201, USA
            """)
    void readsAnAddressInFreeText(String text, String line) {
        var parts = AddressReader.read(text.replace("?", "."), Map.of(), List.of());

        assertThat(AddressReader.missing(parts, DULUTH)).isEmpty();
        assertThat(AddressReader.address(parts, DULUTH).line()).isEqualTo(line);
    }

    @Test
    void readsAnAddressWithoutAState() {
        var parts = AddressReader.read("new address is Am Mühlbach 3, 50674 Cologne, Germany", Map.of(), List.of());

        assertThat(AddressReader.missing(parts, BERLIN)).isEmpty();
        assertThat(AddressReader.address(parts, BERLIN))
                .isEqualTo(new Address("Am Mühlbach 3", "", "Cologne", "", "DE", "50674"));
    }

    @Test
    void asksForWhatIsMissingAndTakesTheAnswer() {
        var street = AddressReader.read("4 Mill Race", Map.of(), List.of("address1", "city", "zip", "state"));
        assertThat(AddressReader.missing(street, DULUTH)).containsExactly("city", "zip", "state");

        var city = AddressReader.read("Salem", street, AddressReader.missing(street, DULUTH));
        assertThat(AddressReader.missing(city, DULUTH)).containsExactly("zip", "state");

        var all = AddressReader.read("OR 97301", city, AddressReader.missing(city, DULUTH));
        assertThat(AddressReader.address(all, DULUTH).line()).isEqualTo("4 Mill Race, Salem, OR 97301, USA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I want to change the delivery address", "yes please", "change the address of my order"})
    void findsNoAddressWhereThereIsNone(String text) {
        assertThat(AddressReader.read(text, Map.of(), List.of())).isEmpty();
    }
}
