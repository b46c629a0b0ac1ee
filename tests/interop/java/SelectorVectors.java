import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.serializer.SerializerFeature;
import org.apache.rocketmq.broker.filter.MessageEvaluationContext;
import org.apache.rocketmq.filter.expression.Expression;
import org.apache.rocketmq.filter.expression.MQFilterException;
import org.apache.rocketmq.filter.parser.SelectorParser;
import org.apache.rocketmq.filter.util.BloomFilter;

/**
 * Makes tests/golden/vectors/selectors.jsonl: what RocketMQ makes of selectors, for messages with several properties. The first row
 * has the properties; "T", "F", "N" and "X" stand for true, false, not known, and an exception. Then bloom filters and the places
 * of names in them. Only lines that begin with "{" count.
 */
public class SelectorVectors {
    private static final PrintStream OUT = System.out;
    private static final Random RANDOM = new Random(532);
    private static final String[] NAMES = {"a", "b", "price", "TAGS", "missing", "_x1", "$y"};
    private static final String[] CONSTANTS = {"0", "1", "2", "10", "-3", "+4", "5L", "2147483648", "9223372036854775807", "1.5", ".5", "2.",
        "1e3", "1E-2", "'a'", "'1'", "'abc'", "''", "'it''s'", "'true'", "TRUE", "false", "Null", "a", "b", "price", "TAGS", "missing"};
    private static final String[] COMPARISONS = {"=", "<>", ">", ">=", "<", "<="};
    private static final String[] WORDS = {"AND", "or", "NOT", "IN", "IS", "NULL", "BETWEEN", "(", ")", ",", "=", "<>", ">", "'x'", "1", "a", "#",
        "contains", "StartsWith", "ENDSWITH", "+", "-", "--", "/* c */", "'", "1.5", "0x1", "007"};

    public static void main(String[] args) throws Exception {
        List<Map<String, String>> messages = Arrays.asList(
            new HashMap<>(), map("a", "1", "b", "2", "price", "10", "TAGS", "abc"), map("a", "abc", "b", "1.5", "price", "-3", "TAGS", "a"),
            map("a", "true", "b", "FALSE", "price", "1e3", "TAGS", ""), map("a", "9223372036854775807", "b", " 1 ", "price", "0x1p3", "TAGS", "it's"),
            map("a", "NaN", "b", "+4", "price", "5f", "TAGS", "\u0661", "_x1", "1", "$y", "2"));
        Map<String, Object> first = new TreeMap<>();
        first.put("messages", messages);
        OUT.println(JSON.toJSONString(first));
        Set<String> selectors = new LinkedHashSet<>(Arrays.asList(fixed()));
        for (int count = 0; count < 900; count++) selectors.add(condition(3));
        for (int count = 0; count < 700; count++) selectors.add(damaged(condition(2)));
        for (String sql : selectors) row(sql, messages);
        for (int f : new int[] {1, 5, 10, 20, 25, 50, 51, 75, 99}) for (int n : new int[] {1, 2, 31, 32, 64, 128, 1000}) bloom(f, n);
        System.exit(0);
    }

    private static String[] fixed() {
        return new String[] {"", " ", "a", "NOT a", "1", "'a'", "TRUE", "NULL", "NOT NULL", "a = 1 b", "a = 1 #", "a = 1 b #", "a IS NULL", "a IS NOT NULL",
            "a IS NOT", "TRUE IS NULL", "1 IS NULL", "NULL IS NULL", "a = NULL", "a <> NULL", "a = 1 = TRUE", "a IS NULL IS NULL", "a > 1 > 2",
            "a BETWEEN 1 AND 2", "a BETWEEN 2 AND 1", "a NOT BETWEEN 2 AND 1", "a BETWEEN 1 AND 1", "a BETWEEN 1.5 AND 1", "a BETWEEN 'a' AND 'b'",
            "a BETWEEN b AND price", "a BETWEEN NULL AND 1", "a BETWEEN 1 AND 2 AND TAGS IS NOT NULL", "a IN ('1','2')", "a NOT IN ('1')",
            "a IN ()", "a IN (1)", "1 IN ('1')", "a IN ('1','2','3','4','5','1')", "a IN ('1',)", "a CONTAINS 'b'", "a NOT CONTAINS 'b'", "a CONTAINS b",
            "a CONTAINS ''", "a NOT CONTAINS ''", "'abc' STARTSWITH 'ab'", "'abc' NOT ENDSWITH 'bc'", "TRUE CONTAINS 'r'", "1 CONTAINS '1'",
            "a CONTAINS 'b' CONTAINS 'c'", "missing NOT CONTAINS 'x'", "a LIKE 'x'", "1 > 2", "1 = 1", "1 = 1L", "1 = 1.0", "2147483648 > 1",
            "9223372036854775808 > 1", "-9223372036854775807 < a", "1e400 > 1", "0.0 = a", "0e5 = a", "1e-400 > 1", "TRUE = 1", "1 = TRUE", "TRUE = 'a'",
            "'a' = TRUE", "TRUE = TRUE", "TRUE <> FALSE", "TRUE > FALSE", "'a' > 1", "'a' = 1", "'1' = 1", "1 = '1'", "'1.5' = 1", "1 = 'x'", "'a' = 'a'",
            "-1 = a", "--1 = a", "- - 1 = a", "+1 = a", "-a = 1", "-'a' = 1", "a = -1.5", "NOT 1", "NOT 'a'", "NOT TRUE", "NOT (a = 1)", "NOT a = 1",
            "NOT NOT a = 1", "-TRUE", "(a = 1", "a = 1)", "((a)) = 1", "(a = 1) = TRUE", "TRUE = (a = 1)", "(a = 1) > 1", "a = 1 OR b", "a AND b OR price = 10",
            "a = 1 OR 1", "a = 1 AND 'x'", "missing = 1 OR TRUE", "TRUE OR missing = 1", "missing = 1 AND FALSE", "FALSE AND missing = 1", "missing = 1 AND TRUE",
            "missing = 1 OR FALSE", "NOT missing = 1", "missing <> 1", "a = 1 -- c", "a = 1 -- c\n", "a -- c\n= 1", "a /* c */ = 1", "a /* c", "a /*/ = 1", "a/**/=1",
            "a=1", "a>=1", "a> =1", "a< >1", "a!=1", "a==1", "0L = a", "00 = a", "1l = a", "1.l = a", "1.5d = a", ".5.5 = a", "'it''s' = TAGS", "'a''' = a",
            "'''' = TAGS", "''' = TAGS", "a\t=\r\n1\f", "a\u00a0= 1", "\u00e9 = 1", "a\u00e9 = 1", "aNd = 1", "and = 1", "ANDx = 1", "_x1 = 1", "$y = 2", "x$ = 1",
            "a = b", "a > b", "a >= b", "price > 5", "price < 5.5", "b < 2", "a = 'true'", "a = TRUE", "b = FALSE", "a > TRUE", "a = 9223372036854775807",
            "price = 8.0", "price > 7.5", "b = 4", "TAGS = 1", "a > a", "a >= a", "a <= 1.5", "1 < a", "'5' > price", "5L < price", "a IS 1", "IS NULL", "= 1",
            "a NOT 1", "a NOT NULL", "a IN '1'", "a BETWEEN 1", "a BETWEEN 1 OR 2", "a BETWEEN TRUE AND FALSE", "a BETWEEN -1 AND -2", "a BETWEEN +1 AND 2"};
    }

    private static String pick(String[] from) {
        return from[RANDOM.nextInt(from.length)];
    }

    private static String condition(int depth) {
        switch (RANDOM.nextInt(depth > 0 ? 12 : 8)) {
            case 0: return pick(NAMES) + (RANDOM.nextBoolean() ? " IS NULL" : " is not null");
            case 1: return pick(CONSTANTS) + not() + " BETWEEN " + pick(CONSTANTS) + " AND " + pick(CONSTANTS);
            case 2: return pick(NAMES) + not() + " IN ('1', 'abc', '" + pick(NAMES) + "')";
            case 3: return pick(CONSTANTS) + not() + " " + pick(new String[] {"CONTAINS", "STARTSWITH", "ENDSWITH"}) + " '" + pick(NAMES) + "'";
            case 4: return pick(NAMES);
            case 5: case 6: case 7: return pick(CONSTANTS) + " " + pick(COMPARISONS) + " " + pick(CONSTANTS);
            case 8: return "NOT " + condition(depth - 1);
            case 9: return "(" + condition(depth - 1) + ")";
            case 10: return condition(depth - 1) + " AND " + condition(depth - 1);
            default: return condition(depth - 1) + " OR " + condition(depth - 1);
        }
    }

    private static String not() {
        return RANDOM.nextInt(3) == 0 ? " NOT" : "";
    }

    private static String damaged(String sql) {
        List<String> words = new ArrayList<>(Arrays.asList(sql.split(" ")));
        int place = RANDOM.nextInt(words.size());
        switch (RANDOM.nextInt(3)) {
            case 0: words.remove(place); break;
            case 1: words.add(place, pick(WORDS)); break;
            default: words.set(place, pick(WORDS));
        }
        return String.join(" ", words);
    }

    private static void row(String sql, List<Map<String, String>> messages) throws Exception {
        TreeMap<String, Object> row = new TreeMap<>();
        row.put("sql", sql);
        try {
            Expression expression = SelectorParser.parse(sql);
            StringBuilder results = new StringBuilder();
            for (Map<String, String> message : messages) results.append(valueOf(expression, message));
            row.put("results", results.toString());
        } catch (MQFilterException refused) {
            row.put("results", "");
        }
        OUT.println(JSON.toJSONString(row, SerializerFeature.WriteMapNullValue, SerializerFeature.BrowserCompatible));
    }

    private static char valueOf(Expression expression, Map<String, String> message) {
        try {
            Object value = expression.evaluate(new MessageEvaluationContext(message));
            return value == null ? 'N' : (Boolean) value ? 'T' : 'F';
        } catch (Throwable failed) {
            return 'X';
        }
    }

    private static void bloom(int f, int n) {
        TreeMap<String, Object> row = new TreeMap<>();
        row.put("f", f);
        row.put("n", n);
        try {
            BloomFilter filter = BloomFilter.createByFn(f, n);
            row.put("k", filter.getK());
            row.put("m", filter.getM());
            TreeMap<String, Object> bits = new TreeMap<>();
            for (String name : new String[] {"", "CG_sql#TopicSql", "g#t", "group with a longer name#and a longer topic", "\u7ec4#\u4e3b\u9898"}) bits.put(name, filter.calcBitPositions(name));
            row.put("bits", bits);
        } catch (IllegalArgumentException refused) {
            row.put("k", 0);
        }
        OUT.println(JSON.toJSONString(row, SerializerFeature.BrowserCompatible));
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int at = 0; at < pairs.length; at += 2) map.put(pairs[at], pairs[at + 1]);
        return map;
    }
}
