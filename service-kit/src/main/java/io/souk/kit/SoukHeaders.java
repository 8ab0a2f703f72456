package io.souk.kit;

/** HTTP headers between services. */
public final class SoukHeaders {
    /** Id of the customer on whose behalf a service calls another. */
    public static final String CUSTOMER = "X-Souk-Customer";

    /** Id of the person of the shop who acts for that customer; absent if the customer does. */
    public static final String AGENT = "X-Souk-Agent";

    /** Proves that the caller is one of us. */
    public static final String SERVICE_TOKEN = "X-Souk-Service-Token";

    /** Makes a consequential call safe to repeat. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private SoukHeaders() {}
}
