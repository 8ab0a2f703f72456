package io.souk.kit;

/** HTTP headers between services. */
public final class SoukHeaders {
    /** Id of the customer on whose behalf a service calls another. */
    public static final String CUSTOMER = "X-Souk-Customer";

    /** Proves that the caller is one of us. */
    public static final String SERVICE_TOKEN = "X-Souk-Service-Token";

    /** Makes a consequential call safe to repeat. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private SoukHeaders() {}
}
