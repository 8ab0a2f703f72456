package io.souk.bench.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** A generated catalogue: always the same products for the same number. */
final class Shop {
    static final int CATEGORIES = 60;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> PORTS = List.of(
            "2 x Thunderbolt 4, 1 x USB-A 3.2, HDMI 2.1, 3.5 mm audio",
            "1 x USB-C 3.2 Gen 2 with DisplayPort 1.4, 2 x USB-A 3.2, HDMI 2.0",
            "1 x USB-C 3.2 Gen 1, 2 x USB-A 3.2, 3.5 mm audio");
    private static final List<Integer> WATTS = List.of(30, 45, 65, 100, 140);

    private Shop() {}

    static String id(int number) {
        return "bench-" + number;
    }

    static String category(int number) {
        return kind(number) + ' ' + number % CATEGORIES;
    }

    private static String kind(int number) {
        return switch (number % CATEGORIES % 5) {
            case 0 -> "Docks";
            case 1 -> "Monitors";
            case 2 -> "Chargers";
            default -> "Laptops";
        };
    }

    /** One line of an import. */
    static String line(int number) {
        var random = new Random(number);
        var specs = new LinkedHashMap<String, String>();
        specs.put("Weight", (800 + 10 * random.nextInt(220)) + " g");
        specs.put("Memory", List.of("8 GB", "16 GB", "32 GB", "64 GB").get(random.nextInt(4)));
        specs.put(
                "Storage",
                List.of("256 GB SSD", "512 GB SSD", "1 TB SSD", "2 TB SSD").get(random.nextInt(4)));
        specs.put("Battery", (40 + random.nextInt(60)) + " Wh");
        specs.put("Battery life", (5 + random.nextInt(16)) + " h");
        specs.put(
                "Display",
                "%d-inch IPS, 2560 x 1600, %d Hz, %d nits"
                        .formatted(13 + random.nextInt(5), 60 * (1 + random.nextInt(3)), 250 + 50 * random.nextInt(8)));
        specs.put("Thickness", (12 + random.nextInt(12)) + " mm");
        specs.put("Webcam", random.nextBoolean() ? "1080p" : "1440p");
        specs.put("Processor", "Corvin C" + (3 + 2 * random.nextInt(4)));
        specs.put("Colour", List.of("grey", "black", "silver", "blue").get(random.nextInt(4)));
        specs.put("Warranty", (2 + random.nextInt(3)) + " years");
        switch (kind(number)) {
            case "Docks" -> {
                specs.put("Host connection", "USB-C 3.2 Gen 2 with DisplayPort, 10 Gbit/s");
                specs.put("Power to host", WATTS.get(random.nextInt(5)) + " W");
                specs.put("Video outputs", "2 x HDMI 2.0");
                specs.put("USB ports", "1 x USB-C 3.2, 3 x USB-A 3.2");
            }
            case "Monitors" -> {
                specs.put("Inputs", "USB-C with DisplayPort, HDMI 2.0, DisplayPort 1.4");
                specs.put("Power delivery", "USB-C PD " + WATTS.get(random.nextInt(5)) + " W");
            }
            case "Chargers" -> {
                specs.put("Maximum output", WATTS.get(random.nextInt(5)) + " W");
                specs.put("Protocols", "USB-C PD 3.0 with PPS");
                specs.put("Ports", "2 x USB-C");
            }
            default -> {
                specs.put("Ports", PORTS.get(random.nextInt(3)));
                specs.put("Wireless", "Wi-Fi 6E, Bluetooth 5." + random.nextInt(4));
                specs.put("Charging", "USB-C PD " + WATTS.get(random.nextInt(5)) + " W");
            }
        }
        var product = new LinkedHashMap<String, Object>();
        product.put("id", id(number));
        product.put("name", "%s %s %d".formatted(brand(random), kind(number), number));
        product.put("brand", brand(new Random(number)));
        product.put("category", category(number));
        product.put("categoryParents", List.of("Everything", kind(number) + " of all kinds"));
        product.put("description", "A generated product for measuring, number " + number + '.');
        product.put("price", 20 + random.nextInt(2_000));
        product.put("currency", "EUR");
        product.put("stock", random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(40));
        product.put("specs", specs);
        if (number > 100) {
            product.put(
                    "compatibleWith",
                    List.of(
                            Map.of("productId", id(random.nextInt(number)), "reason", "the maker says so"),
                            Map.of("productId", id(random.nextInt(number)), "reason", "tried together")));
        }
        return JSON.writeValueAsString(product);
    }

    private static String brand(Random random) {
        return "Brand" + random.nextInt(200);
    }
}
