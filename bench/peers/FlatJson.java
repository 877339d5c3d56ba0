// SPDX-License-Identifier: GPL-2.0-or-later
// Reads one line of JSON: an object of strings.
import java.util.HashMap;
import java.util.Map;

final class FlatJson {
    private final String line;
    private int at;

    private FlatJson(String line) {
        this.line = line;
    }

    static Map<String, String> read(String line) {
        FlatJson json = new FlatJson(line);
        Map<String, String> object = new HashMap<>();
        json.expect('{');
        while (json.next() == '"') {
            String key = json.string();
            json.expect(':');
            object.put(key, json.string());
            if (json.next() == ',')
                json.at++;
        }
        json.expect('}');
        return object;
    }

    private char next() {
        while (Character.isWhitespace(line.charAt(at)))
            at++;
        return line.charAt(at);
    }

    private void expect(char c) {
        if (next() != c)
            throw new IllegalArgumentException("no " + c + " at " + at + " of " + line);
        at++;
    }

    private String string() {
        expect('"');
        int end = at;
        while (line.charAt(end) != '"' && line.charAt(end) != '\\')
            end++;
        StringBuilder out = new StringBuilder(line.substring(at, end));
        for (at = end; line.charAt(at) != '"'; at++)
            out.append(line.charAt(at) == '\\' ? escaped() : line.charAt(at));
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = line.charAt(++at);
        switch (c) {
        case 'n':
            return '\n';
        case 't':
            return '\t';
        case 'r':
            return '\r';
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'u':
            at += 4;
            return (char) Integer.parseInt(line.substring(at - 3, at + 1), 16);
        default:
            return c;
        }
    }
}
