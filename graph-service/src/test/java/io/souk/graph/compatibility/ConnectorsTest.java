package io.souk.graph.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.graph.compatibility.Connectors.Reading;
import io.souk.graph.knowledge.Knowledge;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorsTest {
    private final Connectors connectors = new Connectors(Knowledge.load());

    @Test
    void aLaptopHasItsPortsAndNeedsItsPower() {
        var reading = connectors.read(Map.of(
                "Ports", "2 x Thunderbolt 4, 1 x USB-A 3.2, HDMI 2.1, 3.5 mm audio", "Charging", "USB-C PD 65 W"));

        assertThat(has(reading)).containsExactlyInAnyOrder("Thunderbolt 4", "USB-A", "HDMI 2.1", "3.5 mm audio");
        assertThat(needs(reading)).containsExactly("USB-C PD 65 W");
        assertThat(reading.unread()).isEmpty();
    }

    @Test
    void displayPortInsideUsbCIsNotTheSocketOfThatName() {
        assertThat(has(connectors.read(Map.of("Ports", "1 x USB-C 3.2 Gen 2 with DisplayPort 1.4, DisplayPort 1.4"))))
                .containsExactlyInAnyOrder("USB-C with DisplayPort", "DisplayPort 1.4");
    }

    @Test
    void aChargersPortsGivePowerOnly() {
        var reading = connectors.read(Map.of(
                "Maximum output", "65 W", "Ports", "2 x USB-C, 1 x USB-A", "Protocols", "USB-C PD 3.0 with PPS"));

        assertThat(has(reading)).containsExactly("USB-C PD 65 W");
    }

    @Test
    void aNeedForAPictureIsForAnyLevelOfTheSocket() {
        assertThat(needs(connectors.read(Map.of("Inputs", "USB-C with DisplayPort, 2 x HDMI 2.0, DisplayPort 1.4"))))
                .containsExactly("USB-C with DisplayPort", "HDMI", "DisplayPort");
    }

    @Test
    void whatIsNoStandardWeKnowIsRemembered() {
        var reading = connectors.read(Map.of("Connection", "Contact pins", "Ports", "None"));

        assertThat(reading.unread()).containsExactly("Connection");
        assertThat(reading.absent()).containsExactly("Ports");
    }

    private static List<String> needs(Reading reading) {
        return reading.needs().stream().map(need -> need.standard().name()).toList();
    }

    private static List<String> has(Reading reading) {
        return reading.provisions().stream()
                .map(offer -> offer.standard().name())
                .toList();
    }
}
