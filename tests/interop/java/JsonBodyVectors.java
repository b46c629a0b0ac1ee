import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.serializer.PropertyFilter;
import com.alibaba.fastjson.serializer.SerializerFeature;
import org.apache.rocketmq.broker.offset.ConsumerOffsetManager;
import org.apache.rocketmq.broker.schedule.DelayOffsetSerializeWrapper;
import org.apache.rocketmq.broker.subscription.SubscriptionGroupManager;
import org.apache.rocketmq.namesrv.kvconfig.KVConfigSerializeWrapper;
import org.apache.rocketmq.remoting.protocol.DataVersion;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.body.ClusterInfo;
import org.apache.rocketmq.remoting.protocol.body.ConsumerOffsetSerializeWrapper;
import org.apache.rocketmq.remoting.protocol.body.GetBrokerMemberGroupResponseBody;
import org.apache.rocketmq.remoting.protocol.body.KVTable;
import org.apache.rocketmq.remoting.protocol.body.RegisterBrokerBody;
import org.apache.rocketmq.remoting.protocol.body.SubscriptionGroupWrapper;
import org.apache.rocketmq.remoting.protocol.body.TopicConfigAndMappingSerializeWrapper;
import org.apache.rocketmq.remoting.protocol.body.TopicList;
import org.apache.rocketmq.remoting.protocol.heartbeat.HeartbeatData;
import org.apache.rocketmq.remoting.protocol.route.TopicRouteData;
import org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig;

/**
 * Makes tests/golden/vectors/json-bodies.jsonl: reads lines of a kind, a tab and a text, and says what RocketMQ makes of each
 * text as a body of that kind. Logging goes to the standard output as well; only lines that begin with "{" count.
 */
public class JsonBodyVectors {
    private static final Map<String, Class<?>> KINDS = new HashMap<>();
    private static final Pattern MILLIS = Pattern.compile("(?<=:)\\d{13}(?=[,}])");
    /** The groups that every broker has. */
    private static final Set<String> LEFT_OUT = new HashSet<>(new SubscriptionGroupManager().getSubscriptionGroupTable().keySet());
    private static final long HOUR_MILLIS = 3600 * 1000;

    static {
        KINDS.put("heartbeat", HeartbeatData.class);
        KINDS.put("topics", TopicConfigAndMappingSerializeWrapper.class);
        KINDS.put("register", RegisterBrokerBody.class);
        KINDS.put("route", TopicRouteData.class);
        KINDS.put("groups", SubscriptionGroupWrapper.class);
        KINDS.put("group", SubscriptionGroupConfig.class);
        KINDS.put("offsets", ConsumerOffsetSerializeWrapper.class);
        KINDS.put("offsetsFile", ConsumerOffsetManager.class);
        KINDS.put("groupsFile", SubscriptionGroupManager.class);
        KINDS.put("delayFile", DelayOffsetSerializeWrapper.class);
        KINDS.put("kvFile", KVConfigSerializeWrapper.class);
        KINDS.put("table", KVTable.class);
        KINDS.put("version", DataVersion.class);
        KINDS.put("members", GetBrokerMemberGroupResponseBody.class);
        KINDS.put("cluster", ClusterInfo.class);
        KINDS.put("topicList", TopicList.class);
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int tab = line.indexOf('\t');
            TreeMap<String, Object> row = new TreeMap<>();
            row.put("kind", line.substring(0, tab));
            row.put("text", line.substring(tab + 1));
            describe(row, KINDS.get(line.substring(0, tab)), line.substring(tab + 1));
            out.println(JSON.toJSONString(row, SerializerFeature.WriteMapNullValue));
        }
        System.exit(0);
    }

    /** Adds "body", which is null for what is no object to fastjson, or "refused", the name of what was thrown. */
    private static void describe(TreeMap<String, Object> row, Class<?> type, String text) {
        Object body;
        try {
            body = RemotingSerializable.decode(text.getBytes(StandardCharsets.UTF_8), type);
        } catch (Throwable refused) {
            row.put("refused", refused.getClass().getSimpleName());
            return;
        }
        PropertyFilter filter = (object, name, value) -> !LEFT_OUT.contains(name);
        String json = JSON.toJSONString(body instanceof ConsumerOffsetManager ? tablesOf((ConsumerOffsetManager) body) : body, filter, SerializerFeature.WriteMapNullValue, SerializerFeature.BrowserCompatible,
            SerializerFeature.WriteNonStringKeyAsString, SerializerFeature.DisableCircularReferenceDetect);
        row.put("body", JSON.parse(withoutNow(json)));
    }

    /** Without the topics of each group, which are made when the offsets are written and fail if there are none. */
    private static Map<String, Object> tablesOf(ConsumerOffsetManager manager) {
        Map<String, Object> tables = new HashMap<>();
        tables.put("dataVersion", manager.getDataVersion());
        tables.put("offsetTable", manager.getOffsetTable());
        return tables;
    }

    /** The moment at which an object was made, which is a default of some fields, becomes 0. */
    private static String withoutNow(String json) {
        Matcher found = MILLIS.matcher(json);
        StringBuffer without = new StringBuffer();
        while (found.find()) {
            boolean isNow = Math.abs(Long.parseLong(found.group()) - System.currentTimeMillis()) < HOUR_MILLIS;
            found.appendReplacement(without, isNow ? "0" : found.group());
        }
        return found.appendTail(without).toString();
    }
}
