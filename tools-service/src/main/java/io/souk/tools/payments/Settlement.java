package io.souk.tools.payments;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * How far a provider is with a refund, in our words: whoever speaks to a provider translates into these.
 *
 * @param id the provider's own, of this report: the same one again is the same report
 * @param provider who says it
 * @param status {@code approved}, {@code paid} or {@code failed}, as in {@link io.souk.tools.refunds.Refund}
 * @param amount of the whole refund: in parts it is not paid
 */
record Settlement(
        @NotBlank @Size(max = 200) String id,

        @NotBlank @Size(max = 64) @Pattern(regexp = "[a-z0-9-]*")
        String provider,

        @NotBlank @Size(max = 64) String refundId,
        @NotNull @Pattern(regexp = "approved|paid|failed") String status,
        @NotNull BigDecimal amount,
        @NotBlank @Size(max = 3) String currency) {}
