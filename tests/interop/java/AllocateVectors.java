import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.serializer.SerializerFeature;
import org.apache.rocketmq.client.consumer.AllocateMessageQueueStrategy;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMachineRoomNearby;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragelyByCircle;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByConfig;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByMachineRoom;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueConsistentHash;
import org.apache.rocketmq.common.message.MessageQueue;

/**
 * Makes tests/golden/vectors/allocate.jsonl: which queues each strategy gives to whom, for topics on several brokers, with and
 * without machine rooms, and groups of many sizes. Only lines that begin with "{" count.
 */
public class AllocateVectors {
    private static final PrintStream OUT = System.out;

    public static void main(String[] args) {
        String[][] brokers = {{"broker-a"}, {"broker-a", "broker-b", "broker-c"}, {"r1@a", "r1@b", "r2@a", "r3@a"}, {"@a", "r1@b@c", "r1@"}};
        int[] queues = {1, 5};
        for (String[] names : brokers) for (int perBroker : queues) {
            List<MessageQueue> mqAll = new ArrayList<>();
            for (String name : names) for (int id = 0; id < perBroker; id++) mqAll.add(new MessageQueue("TopicTest", name, id));
            for (int members = 1; members <= 5; members += 2) table(mqAll, members);
        }
        List<MessageQueue> one = Arrays.asList(new MessageQueue("TopicTest", "broker-a", 0));
        for (AllocateMessageQueueStrategy strategy : strategies(one)) {
            row(strategy, one, Arrays.asList("r1-0"), "");
            row(strategy, one, Arrays.asList("r1-0"), "stranger");
            row(strategy, new ArrayList<>(), Arrays.asList("r1-0"), "r1-0");
            row(strategy, one, new ArrayList<>(), "r1-0");
            row(strategy, one, Arrays.asList("-0", "r1-0"), "r1-0");
            row(strategy, one, Arrays.asList("r1-0", "r1-0", "r2-0"), "r1-0");
        }
        System.exit(0);
    }

    private static void table(List<MessageQueue> mqAll, int members) {
        String[][] rooms = {{"r1"}, {"r1", "r2"}, {"r9", "r2", "r1"}};
        for (String[] room : rooms) {
            List<String> cidAll = new ArrayList<>();
            for (int member = 0; member < members; member++) cidAll.add(room[member % room.length] + "-" + member);
            cidAll.sort(null);
            for (AllocateMessageQueueStrategy strategy : strategies(mqAll)) for (String cid : cidAll) row(strategy, mqAll, cidAll, cid);
        }
    }

    private static List<AllocateMessageQueueStrategy> strategies(List<MessageQueue> mqAll) {
        AllocateMessageQueueByConfig config = new AllocateMessageQueueByConfig();
        config.setMessageQueueList(mqAll.subList(0, 1));
        AllocateMessageQueueByMachineRoom machineRoom = new AllocateMessageQueueByMachineRoom();
        machineRoom.setConsumeridcs(new HashSet<>(Arrays.asList("r1", "r3")));
        AllocateMachineRoomNearby.MachineRoomResolver resolver = new AllocateMachineRoomNearby.MachineRoomResolver() {
            @Override
            public String brokerDeployIn(MessageQueue mq) {
                return mq.getBrokerName().split("[@-]", 2)[0];
            }

            @Override
            public String consumerDeployIn(String cid) {
                return cid.split("-", 2)[0];
            }
        };
        return Arrays.asList(new AllocateMessageQueueAveragely(), new AllocateMessageQueueAveragelyByCircle(), config, machineRoom,
            new AllocateMachineRoomNearby(new AllocateMessageQueueAveragely(), resolver),
            new AllocateMachineRoomNearby(new AllocateMessageQueueConsistentHash(), resolver),
            new AllocateMessageQueueConsistentHash());
    }

    private static void row(AllocateMessageQueueStrategy strategy, List<MessageQueue> mqAll, List<String> cidAll, String cid) {
        TreeMap<String, Object> row = new TreeMap<>();
        row.put("strategy", strategy.getName());
        // All brokers have equally many queues.
        List<String> brokers = mqAll.stream().map(MessageQueue::getBrokerName).distinct().collect(Collectors.toList());
        row.put("brokers", brokers);
        row.put("queues", brokers.isEmpty() ? 0 : mqAll.size() / brokers.size());
        row.put("cidAll", cidAll);
        row.put("cid", cid);
        try {
            row.put("result", names(strategy.allocate("group", cid, mqAll, cidAll)));
        } catch (Exception refused) {
            row.put("error", refused.getClass().getSimpleName());
        }
        OUT.println(JSON.toJSONString(row, SerializerFeature.WriteMapNullValue, SerializerFeature.DisableCircularReferenceDetect));
    }

    private static List<String> names(List<MessageQueue> queues) {
        return queues.stream().map(mq -> mq.getBrokerName() + "/" + mq.getQueueId()).collect(Collectors.toList());
    }
}
