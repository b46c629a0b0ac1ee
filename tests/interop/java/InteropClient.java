import com.alibaba.fastjson.JSON;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.QueryResult;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/**
 * RocketMQ's own client, to be told what to do: one request a line on standard input, and for each a line `answer JSON` on
 * standard output, between whatever RocketMQ says there. Argument: the name server.
 */
public final class InteropClient {
    private static final int BATCH = 32;
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private final DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("interop-readers");
    private final DefaultMQProducer producer = new DefaultMQProducer("interop-writers");

    public static void main(String[] args) throws Exception {
        InteropClient client = new InteropClient();
        client.consumer.setNamesrvAddr(args[0]);
        client.producer.setNamesrvAddr(args[0]);
        client.consumer.start();
        client.producer.start();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Object answer;
            try {
                answer = client.answer(line.split("\t", -1));
            } catch (Exception problem) {
                Map<String, Object> failure = new LinkedHashMap<>();
                failure.put("error", problem.toString());
                answer = failure;
            }
            System.out.println("answer " + JSON.toJSONString(answer));
            System.out.flush();
        }
        client.producer.shutdown();
        client.consumer.shutdown();
        System.exit(0);
    }

    private Object answer(String[] request) throws Exception {
        switch (request[0]) {
            case "queues":
                return consumer.fetchSubscribeMessageQueues(request[1]).size();
            case "read":
                return readQueue(request[1], Integer.parseInt(request[2]));
            case "key":
                return byKey(request[1], request[2]);
            case "id":
                return describe(consumer.viewMessage(request[1], request[2]));
            case "time":
                return consumer.searchOffset(queue(request[1], Integer.parseInt(request[2])), Long.parseLong(request[3]));
            case "send":
                return send(request[1], Integer.parseInt(request[2]), request[3], request[4], request[5]);
            case "batch":
                return batch(request[1], Integer.parseInt(request[2]), request[3]);
            default:
                throw new IllegalArgumentException(request[0]);
        }
    }

    private MessageQueue queue(String topic, int queueId) throws MQClientException {
        for (MessageQueue each : consumer.fetchSubscribeMessageQueues(topic)) {
            if (each.getQueueId() == queueId) {
                return each;
            }
        }
        throw new IllegalArgumentException("no queue " + queueId + " of " + topic);
    }

    private Object readQueue(String topic, int queueId) throws Exception {
        MessageQueue queue = queue(topic, queueId);
        long end = consumer.maxOffset(queue);
        List<Object> found = new ArrayList<>();
        for (long offset = consumer.minOffset(queue); offset < end; ) {
            PullResult result = consumer.pull(queue, "*", offset, BATCH);
            if (result.getPullStatus() == PullStatus.FOUND) {
                for (MessageExt message : result.getMsgFoundList()) {
                    found.add(describe(message));
                }
            }
            if (result.getNextBeginOffset() <= offset) {
                throw new IllegalStateException(topic + " " + queueId + " at " + offset + ": " + result);
            }
            offset = result.getNextBeginOffset();
        }
        return found;
    }

    private Object byKey(String topic, String key) throws Exception {
        List<Object> found = new ArrayList<>();
        try {
            QueryResult result = consumer.queryMessage(topic, key, 64, 0, FOR_EVER);
            for (MessageExt message : result.getMessageList()) {
                found.add(describe(message));
            }
        } catch (MQClientException nothing) {
            if (!String.valueOf(nothing.getMessage()).contains("no message")) {
                throw nothing;
            }
        }
        return found;
    }

    private Object send(String topic, int queueId, String keys, String tags, String body) throws Exception {
        Message message = new Message(topic, tags, keys, body.getBytes(StandardCharsets.UTF_8));
        return describe(queueId < 0 ? producer.send(message) : producer.send(message, queue(topic, queueId)));
    }

    private Object batch(String topic, int count, String body) throws Exception {
        List<Message> messages = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            messages.add(new Message(topic, "", "batch-" + number, (body + number).getBytes(StandardCharsets.UTF_8)));
        }
        return describe(producer.send(messages));
    }

    private static Object describe(SendResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", result.getSendStatus().name());
        map.put("queueId", result.getMessageQueue().getQueueId());
        map.put("queueOffset", result.getQueueOffset());
        map.put("uniqueId", result.getMsgId());
        return map;
    }

    private static Object describe(MessageExt message) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("topic", message.getTopic());
        map.put("queueId", message.getQueueId());
        map.put("queueOffset", message.getQueueOffset());
        map.put("physicalOffset", message.getCommitLogOffset());
        map.put("storeMillis", message.getStoreTimestamp());
        map.put("uniqueId", message.getMsgId());
        map.put("keys", message.getKeys() == null ? "" : message.getKeys());
        map.put("tags", message.getTags() == null ? "" : message.getTags());
        map.put("body", Base64.getEncoder().encodeToString(message.getBody()));
        return map;
    }
}
