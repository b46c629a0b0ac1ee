import com.alibaba.fastjson.JSON;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageRequestMode;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.apache.rocketmq.remoting.protocol.route.BrokerData;

/**
 * RocketMQ's own consumers, and its producer of transactions, to be told what to do; see InteropClient. Arguments: the name server,
 * and a name that tells this process from others. Consumers are called by a name, too.
 */
public final class InteropConsumers {
    private final String nameServer;
    private final String instance;
    private final Map<String, List<Object>> received = new ConcurrentHashMap<>();
    private final Map<String, DefaultMQPushConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, DefaultLitePullConsumer> litePullers = new ConcurrentHashMap<>();
    private final Map<String, Integer> checked = new ConcurrentHashMap<>();
    private TransactionMQProducer producer;

    private InteropConsumers(String nameServer, String instance) {
        this.nameServer = nameServer;
        this.instance = instance;
    }

    public static void main(String[] args) throws Exception {
        InteropConsumers program = new InteropConsumers(args[0], args[1]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Object answer;
            try {
                answer = program.answer(line.split("\t", -1));
            } catch (Exception problem) {
                Map<String, Object> failure = new LinkedHashMap<>();
                failure.put("error", problem.toString());
                answer = failure;
            }
            System.out.println("answer " + JSON.toJSONString(answer));
            System.out.flush();
        }
        System.exit(0);
    }

    private Object answer(String[] request) throws Exception {
        switch (request[0]) {
            case "push":
                return push(request);
            case "received":
                return received.get(request[1]);
            case "stop":
                consumers.remove(request[1]).shutdown();
                return true;
            case "lite":
                return lite(request[1], request[2]);
            case "poll":
                return describeAll(litePullers.get(request[1]).poll(Long.parseLong(request[2])));
            case "transact":
                return transact(request[1], request[2]);
            case "checked":
                return checked.getOrDefault(request[1], 0);
            default:
                throw new IllegalArgumentException(request[0]);
        }
    }

    /**
     * name, group, topic, message model, orderly, concurrently or popping, kind of expression, expression, how often each message fails. To
     * pop, all brokers of the topic are told so.
     */
    private Object push(String[] request) throws Exception {
        String name = request[1];
        int failures = Integer.parseInt(request[8]);
        List<Object> messages = new CopyOnWriteArrayList<>();
        received.put(name, messages);
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(request[2]);
        consumer.setNamesrvAddr(nameServer);
        consumer.setInstanceName(instance + name);
        consumer.setMessageModel(MessageModel.valueOf(request[4]));
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setPollNameServerInterval(1000);
        if (request[6].equals("SQL92")) {
            consumer.subscribe(request[3], MessageSelector.bySql(request[7]));
        } else {
            consumer.subscribe(request[3], request[7]);
        }
        if (request[5].equals("orderly")) {
            consumer.registerMessageListener((MessageListenerOrderly) (found, context) -> {
                messages.addAll(describeAll(found));
                return ConsumeOrderlyStatus.SUCCESS;
            });
        } else {
            consumer.registerMessageListener((MessageListenerConcurrently) (found, context) -> {
                messages.addAll(describeAll(found));
                boolean fails = found.get(0).getReconsumeTimes() < failures;
                return fails ? ConsumeConcurrentlyStatus.RECONSUME_LATER : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
        }
        boolean pops = request[5].equals("popping");
        if (pops) {
            consumer.setClientRebalance(false);
            consumer.setPopInvisibleTime(5000);
        }
        consumer.start();
        if (pops) {
            MQClientInstance factory = consumer.getDefaultMQPushConsumerImpl().getmQClientFactory();
            for (BrokerData broker : factory.getMQClientAPIImpl().getTopicRouteInfoFromNameServer(request[3], 3000).getBrokerDatas()) {
                factory.getMQClientAPIImpl().setMessageRequestMode(broker.selectBrokerAddr(), request[3], request[2], MessageRequestMode.POP, 0, 3000);
            }
            factory.rebalanceImmediately();
        }
        consumers.put(name, consumer);
        return true;
    }

    private Object lite(String group, String topic) throws Exception {
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(group);
        consumer.setNamesrvAddr(nameServer);
        consumer.setInstanceName(instance + group);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(topic, "*");
        consumer.start();
        litePullers.put(group, consumer);
        return true;
    }

    /** The outcome is not known at first; the broker asks later, and hears it: COMMIT when the key begins so. */
    private Object transact(String topic, String key) throws Exception {
        if (producer == null) {
            producer = new TransactionMQProducer("interop-transactions");
            producer.setNamesrvAddr(nameServer);
            producer.setInstanceName(instance + "transactions");
            producer.setTransactionListener(new TransactionListener() {
                @Override
                public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
                    return LocalTransactionState.UNKNOW;
                }

                @Override
                public LocalTransactionState checkLocalTransaction(MessageExt message) {
                    checked.merge(message.getKeys(), 1, Integer::sum);
                    boolean commits = message.getKeys().startsWith("commit");
                    return commits ? LocalTransactionState.COMMIT_MESSAGE : LocalTransactionState.ROLLBACK_MESSAGE;
                }
            });
            producer.start();
        }
        Message message = new Message(topic, "", key, key.getBytes(StandardCharsets.UTF_8));
        return producer.sendMessageInTransaction(message, null).getSendStatus().name();
    }

    private static List<Object> describeAll(List<MessageExt> messages) {
        List<Object> all = new ArrayList<>();
        for (MessageExt message : messages) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("topic", message.getTopic());
            map.put("queueId", message.getQueueId());
            map.put("queueOffset", message.getQueueOffset());
            map.put("body", new String(message.getBody(), StandardCharsets.UTF_8));
            map.put("reconsumeTimes", message.getReconsumeTimes());
            all.add(map);
        }
        return all;
    }
}
