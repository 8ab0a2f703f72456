package io.souk.tools.privacy;

import io.souk.kit.ErasedCustomers;
import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** Nothing is done in the name of a customer who has just been forgotten; there is nothing left to be read. */
final class ClosedAccounts implements HandlerInterceptor {
    private final ErasedCustomers erased;

    ClosedAccounts(ErasedCustomers erased) {
        this.erased = erased;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.POST.matches(request.getMethod())
                && erased.isClosed(request.getHeader(SoukHeaders.CUSTOMER), Instant.now())) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "account-erased", "This account was erased.");
        }
        return true;
    }
}
