package io.souk.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.conversation.model.FactReader.Fact;
import io.souk.conversation.model.FactReader.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$1,299.00 | 1299 USD",
                "EUR 4.90 | 4,90 €",
                "1.299,00 EUR | €1299",
                "It costs 219 euros | 219.00 EUR",
                "on 3 May 2026 | 2026-05-03",
                "May 3rd, 2026 | 3/5/2026",
                "the 24th of November | November 24",
                "80 % | 80 percent",
                "thirty days | 30 days",
                "order ORD-1001 | ord-1001",
                "16GB | 16 GB",
                "#W2378156 | w2378156"
            })
    void readsTheSameFactFromBoth(String one, String other) {
        assertThat(readings(one)).as(one).anyMatch(readings(other)::contains);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ORD-1001 | ORD-1002",
                "1,299.00 EUR | 1,299.00 USD",
                "30 days | 30 %",
                "3 May 2026 | 4 May 2026",
                "12.5 hours | 12 hours",
                "USB4 | USB3"
            })
    void tellsDifferentFactsApart(String one, String other) {
        assertThat(readings(one)).isNotEmpty().noneMatch(readings(other)::contains);
    }

    @Test
    void seesLinksAndAddresses() {
        assertThat(
                        FactReader.read("See [here](http://evil.example/x?d=1) or evil.example, mail bob@evil.example")
                                .stream()
                                .map(Fact::kind))
                .containsExactly(Kind.LINK, Kind.LINK, Kind.CONTACT);
    }

    @Test
    void readsNothingFromWords() {
        assertThat(FactReader.read("The battery can be replaced, and the e-mail may follow."))
                .isEmpty();
    }

    private static Set<String> readings(String text) {
        var readings = new HashSet<String>();
        FactReader.read(text).forEach(fact -> readings.addAll(fact.readings()));
        return readings;
    }
}
