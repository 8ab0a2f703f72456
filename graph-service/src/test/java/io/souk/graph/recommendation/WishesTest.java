package io.souk.graph.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.Uses;
import io.souk.graph.recommendation.Wishes.Limit;
import io.souk.graph.recommendation.Wishes.Wish;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class WishesTest {
    private static final Knowledge KNOWLEDGE = Knowledge.load();

    @Test
    void aLightLaptopUnder900ForTravel() {
        var wishes = read("a light laptop under 900 for travel");

        assertThat(wishes.maxPrice()).isEqualByComparingTo("900");
        assertThat(wishes.limits()).isEmpty();
        assertThat(wishes.wishes()).extracting(Wish::as).contains("light", "for travel", "long lasting");
    }

    @Test
    void atLeast16GbIsMemoryAndNoPrice() {
        var wishes = read("a laptop with at least 16 GB");

        assertThat(wishes.minPrice()).isNull();
        assertThat(wishes.limits())
                .containsExactly(new Limit("memory.gb", 16, Double.POSITIVE_INFINITY, "at least 16 GB of memory"));
    }

    @Test
    void storageIsToldFromMemoryByItsNameOrItsSize() {
        assertThat(read("512 GB and 16 GB RAM").limits())
                .extracting(Limit::key)
                .containsExactly("storage.gb", "memory.gb");
        assertThat(read("64 GB of storage").limits()).extracting(Limit::key).containsExactly("storage.gb");
    }

    @Test
    void whatItIsNotWantedForIsNoWish() {
        assertThat(read("a quick laptop, but not for gaming").wishes())
                .extracting(Wish::as)
                .noneMatch(as -> as.contains("gam"));
    }

    @Test
    void aWeightLimitIsNoPrice() {
        var wishes = read("something under 1.5 kg, between €500 and €1,200");

        assertThat(wishes.minPrice()).isEqualByComparingTo("500");
        assertThat(wishes.maxPrice()).isEqualByComparingTo("1200");
        assertThat(wishes.limits())
                .containsExactly(new Limit("weight.g", Double.NEGATIVE_INFINITY, 1500, "at most 1.5 kg of weight"));
    }

    @Test
    void noLessAndNoMoreAreTheOppositeOfLessAndMore() {
        var wishes = read("no more than 900, no less than 16 GB");

        assertThat(wishes.minPrice()).isNull();
        assertThat(wishes.maxPrice()).isEqualByComparingTo("900");
        assertThat(wishes.limits()).extracting(Limit::min).containsExactly(16.0);
    }

    @Test
    void aboutAPriceLeavesSomeRoom() {
        var wishes = read("a phone for around 400 euros");

        assertThat(wishes.minPrice()).isEqualByComparingTo(new BigDecimal("340"));
        assertThat(wishes.maxPrice()).isEqualByComparingTo(new BigDecimal("460"));
    }

    @Test
    void moreThanTenHoursIsBatteryLife() {
        assertThat(read("it should last more than 10 hours").limits())
                .containsExactly(
                        new Limit("battery life.min", 600, Double.POSITIVE_INFINITY, "at least 10 h of battery life"));
    }

    @Test
    void whatItIsForIsToldFromItsQualities() {
        var wishes = read("a quiet keyboard for the office");

        assertThat(wishes.wishes()).extracting(Wish::as).containsExactlyInAnyOrder("silent", "for the office");
        assertThat(wishes.words()).containsExactly("keyboard");
    }

    @Test
    void aChildsAgeIsNoTimeThatABatteryLasts() {
        var wishes = read("headphones for my 7 year old daughter");

        assertThat(wishes.limits()).isEmpty();
        assertThat(wishes.maxPrice()).isNull();
        assertThat(wishes.wishes()).extracting(Wish::as).containsExactly("for children");
        assertThat(wishes.others()).extracting(Uses.Use::key).doesNotContain("children");
    }

    @Test
    void whatNobodyKnowsOfIsAPurposeInTheCustomersWords() {
        assertThat(read("any headphones for beekeeping, please?").purposes())
                .extracting(Wishes.Purpose::as)
                .containsExactly("for beekeeping");
        assertThat(read("any headphones for my husband").purposes()).isEmpty();
    }

    private static Wishes read(String question) {
        return Wishes.read(question, KNOWLEDGE);
    }
}
