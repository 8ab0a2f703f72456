package io.souk.tools;

import org.springframework.data.jpa.repository.JpaRepository;

interface Customers extends JpaRepository<Customer, String> {}
