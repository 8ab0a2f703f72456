package io.souk.tools;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@Entity
@Table(name = "customer")
@SuppressWarnings("UnusedVariable") // read by queries only
class Customer {
    @Id
    private String id;

    private String username;
    private String firstName;
    private String lastName;
    private String email;

    @Embedded
    private Address address;

    @ElementCollection
    @CollectionTable(name = "payment_method", joinColumns = @JoinColumn(name = "customer_id"))
    private Set<PaymentMethod> paymentMethods = new HashSet<>();

    @SuppressWarnings("NullAway.Init")
    protected Customer() {}

    Customer(
            String id,
            String username,
            String firstName,
            String lastName,
            String email,
            Address address,
            List<PaymentMethod> paymentMethods) {
        this.id = id;
        this.username = username;
        this.firstName = firstName;
        this.lastName = lastName;
        this.email = email;
        this.address = address;
        this.paymentMethods.addAll(paymentMethods);
    }
}
