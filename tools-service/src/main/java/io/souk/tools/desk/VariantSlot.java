package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.orders.Line;
import io.souk.tools.products.Products;
import io.souk.tools.products.Variant;
import io.souk.tools.refusals.Refusals;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What each item becomes that is changed or exchanged: another variant of its product. */
@Component
class VariantSlot {
    private final Products products;
    private final Pad pad;

    VariantSlot(Products products, Pad pad) {
        this.products = products;
        this.pad = pad;
    }

    Result ask(ChangeRequest request, Draft draft, Item item) {
        var product = products.find(item.productId());
        var others =
                product.map(found -> VariantReader.others(found, item.line())).orElse(List.of());
        if (others.isEmpty()) {
            return Result.found(Refusals.noOtherVariant(item.name()));
        }
        var reading = VariantReader.read(request.text(), product.get(), item.line());
        var fits = reading.fits();
        var isUnavailable = !reading.said().isEmpty() && fits.isEmpty();
        var options = Options.variants(fits.isEmpty() ? others : fits, item);
        return pad.ask(
                request.visit(),
                request.operation(),
                request.order().purchase(),
                Terms.asking(Terms.SLOT_VARIANT, options, draft, null),
                List.of(),
                item.described(),
                isUnavailable ? new Finding[] {Refusals.NEW_ITEM_UNAVAILABLE} : new Finding[0]);
    }

    Optional<Draft> answer(ChangeRequest request, Terms asked, Draft draft) {
        var pair = draft.newItems().indexOf("");
        if (pair < 0) {
            return Optional.empty();
        }
        var line = line(request, draft, pair);
        var exact = ChoiceReader.exact(asked.options(), request.text());
        var fits = exact == null
                ? fitting(request, line)
                : products
                        .find(line.productId())
                        .map(product -> VariantReader.others(product, line))
                        .orElse(List.of())
                        .stream()
                        .filter(variant -> variant.words().equals(exact.value()))
                        .toList();
        return fits.size() == 1
                ? Optional.of(draft.withNewItem(pair, fits.getFirst().itemId()))
                : Optional.empty();
    }

    /** Which variant each line becomes, as far as the message says so. */
    Draft read(ChangeRequest request, Draft draft) {
        var more = draft;
        for (var pair = 0; pair < draft.lines().size(); pair++) {
            var fits = fitting(request, line(request, draft, pair));
            if (fits.size() == 1) {
                more = more.withNewItem(pair, fits.getFirst().itemId());
            }
        }
        return more;
    }

    private List<Variant> fitting(ChangeRequest request, Line line) {
        return products.find(line.productId())
                .map(product ->
                        VariantReader.read(request.text(), product, line).fits())
                .orElse(List.of());
    }

    private static Line line(ChangeRequest request, Draft draft, int pair) {
        return request.order().order().items().get(draft.lines().get(pair));
    }
}
