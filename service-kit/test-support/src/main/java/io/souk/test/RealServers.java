package io.souk.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The real servers a {@code @SpringBootTest} talks to. They start once per test JVM and are found by the context as
 * {@code SOUK_KAFKA}, {@code SOUK_POSTGRES_URL} and {@code SOUK_NEO4J_URI}. HTTP ports are random.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RealServers {
    Server[] value();

    enum Server {
        KAFKA,
        POSTGRES,
        NEO4J
    }
}
