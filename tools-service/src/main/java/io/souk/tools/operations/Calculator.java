package io.souk.tools.operations;

import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Sums, in decimal: {@code sum = product (('+'|'-') product)*}, {@code product = factor (('*'|'/') factor)*},
 * {@code factor = '-' factor | '(' sum ')' | number}.
 */
final class Calculator {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 100;
    private static final int FRACTION_DIGITS = 30;

    private final String text;
    private int at;
    private int depth;

    private Calculator(String text) {
        this.text = text;
    }

    /**
     * The value, rounded to two places.
     *
     * @throws Refused {@code invalid-expression}
     */
    static String calculate(String expression) {
        if (expression.length() > LONGEST) {
            throw invalid();
        }
        var calculator = new Calculator(expression);
        var value = calculator.sum();
        if (calculator.at < expression.length()) {
            throw invalid();
        }
        return value.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    private BigDecimal sum() {
        var value = product();
        while (true) {
            if (take('+')) {
                value = value.add(product());
            } else if (take('-')) {
                value = value.subtract(product());
            } else {
                return value;
            }
        }
    }

    private BigDecimal product() {
        var value = factor();
        while (true) {
            if (take('*')) {
                value = value.multiply(factor());
            } else if (take('/')) {
                var divisor = factor();
                if (divisor.signum() == 0) {
                    throw invalid();
                }
                value = value.divide(divisor, Math.max(FRACTION_DIGITS, value.scale()), RoundingMode.HALF_EVEN);
            } else {
                return value;
            }
        }
    }

    private BigDecimal factor() {
        if (++depth > DEEPEST) {
            throw invalid();
        }
        BigDecimal value;
        if (take('-')) {
            value = factor().negate();
        } else if (take('(')) {
            value = sum();
            if (!take(')')) {
                throw invalid();
            }
        } else {
            value = number();
        }
        depth--;
        return value;
    }

    private BigDecimal number() {
        skipSpaces();
        var start = at;
        var digits = 0;
        var points = 0;
        for (; at < text.length(); at++) {
            var next = text.charAt(at);
            if (next >= '0' && next <= '9') {
                digits++;
            } else if (next == '.') {
                points++;
            } else {
                break;
            }
        }
        if (digits == 0 || points > 1) {
            throw invalid();
        }
        return new BigDecimal(text.substring(start, at));
    }

    private boolean take(char wanted) {
        skipSpaces();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static Refused invalid() {
        return new Refused(Refusals.INVALID_EXPRESSION);
    }
}
