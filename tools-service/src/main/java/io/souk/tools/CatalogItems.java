package io.souk.tools;

import org.springframework.data.jpa.repository.JpaRepository;

interface CatalogItems extends JpaRepository<CatalogItem, String> {}
