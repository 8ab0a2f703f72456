package io.souk.tools.customers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A customer, complete. Its id is the key it stands under in data sets, not a field. */
public record Customer(String id, Profile profile) {

    /**
     * A customer's fields, named and shaped as data sets have them.
     *
     * @param address the default one; orders have their own
     * @param paymentMethods by id
     * @param orders ids, in the order given
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Profile(
            Name name, Address address, String email, Map<String, PaymentMethod> paymentMethods, List<String> orders) {
        public Profile {
            paymentMethods = Collections.unmodifiableMap(new LinkedHashMap<>(paymentMethods));
            orders = List.copyOf(orders);
        }
    }

    /** What a customer is called. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Name(String firstName, String lastName) {}

    /** The method of this id, if it is the customer's own. */
    public Optional<PaymentMethod> method(String methodId) {
        return Optional.ofNullable(profile.paymentMethods().get(methodId));
    }

    /** All methods, in the order given. */
    public List<PaymentMethod> methods() {
        return new ArrayList<>(profile.paymentMethods().values());
    }

    /** What the customer calls a method that may be gone by now. */
    public String label(@Nullable String methodId) {
        return methodId == null
                ? ""
                : method(methodId).map(PaymentMethod::label).orElse(methodId);
    }

    /** Whether {@code due} can be paid with this method of the customer's own. */
    public boolean canPay(String methodId, BigDecimal due) {
        return method(methodId).map(method -> method.covers(due)).orElse(false);
    }
}
