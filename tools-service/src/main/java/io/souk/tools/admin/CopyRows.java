package io.souk.tools.admin;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many rows for one table, sent in PostgreSQL's own text format: the fastest way in. */
final class CopyRows {
    private final String table;
    private final String columns;
    private final StringBuilder text = new StringBuilder();

    CopyRows(String table, String columns) {
        this.table = table;
        this.columns = columns;
    }

    /** A row: texts, numbers, booleans, lists of texts, null. */
    void add(@Nullable Object... values) {
        var first = true;
        for (var value : values) {
            if (!first) {
                text.append('\t');
            }
            first = false;
            append(value);
        }
        text.append('\n');
    }

    void send(JdbcTemplate jdbc) {
        if (text.isEmpty()) {
            return;
        }
        jdbc.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + table + " (" + columns + ") from stdin", new StringReader(text.toString()));
            } catch (IOException e) {
                throw new SQLException(e);
            }
        });
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> text.append("\\N");
            case BigDecimal amount ->
                text.append(amount.setScale(2, RoundingMode.HALF_UP).toPlainString());
            case List<?> list -> escape(list.stream().map(CopyRows::quoted).collect(Collectors.joining(",", "{", "}")));
            default -> escape(value.toString());
        }
    }

    /** One element of an array. */
    private static String quoted(Object element) {
        return '"' + element.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void escape(String value) {
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            switch (c) {
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> text.append(c);
            }
        }
    }
}
