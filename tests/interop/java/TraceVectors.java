import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.serializer.SerializerFeature;
import org.apache.rocketmq.client.AccessChannel;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.trace.TraceBean;
import org.apache.rocketmq.client.trace.TraceContext;
import org.apache.rocketmq.client.trace.TraceDataEncoder;
import org.apache.rocketmq.client.trace.TraceTransferBean;
import org.apache.rocketmq.client.trace.TraceType;
import org.apache.rocketmq.common.message.MessageType;

/** Makes tests/golden/vectors/trace.jsonl: what TraceDataEncoder makes of contexts. Only lines that begin with "{" count. */
public class TraceVectors {
    public static void main(String[] args) {
        String[] keys = {null, "", "k1", "k1 k2", " k1  k2 ", "k1 k1", "订单 é", "Aa BB a b c d e f g h i j k l m n o p q"};
        for (String key : keys) {
            for (MessageType type : MessageType.values()) pub(key, type);
            for (AccessChannel channel : AccessChannel.values()) subscribed(key, channel);
            for (LocalTransactionState state : LocalTransactionState.values()) endTransaction(key, state);
        }
        TraceContext recall = context(TraceType.Recall, true);
        recall.getTraceBeans().add(bean("0A", null));
        row(recall);
        recall.setSuccess(false);
        row(recall);
        System.exit(0);
    }

    private static void pub(String keys, MessageType type) {
        TraceContext context = context(TraceType.Pub, type.ordinal() % 2 == 0);
        TraceBean bean = bean(type == MessageType.Delay_Msg ? "0A00,0A01" : "0A00", keys);
        bean.setMsgType(type);
        bean.setBodyLength(type.ordinal() * 1000);
        bean.setTags(type == MessageType.Order_Msg ? null : "TagA");
        if (type == MessageType.Trans_Msg_Half) bean.setOffsetMsgId(null);
        context.getTraceBeans().add(bean);
        row(context);
    }

    private static void subscribed(String keys, AccessChannel channel) {
        for (TraceType type : new TraceType[] {TraceType.SubBefore, TraceType.SubAfter}) {
            for (int count = 1; count <= 3; count++) {
                TraceContext context = context(type, count != 2);
                context.setAccessChannel(channel);
                context.setContextCode(count);
                for (int i = 0; i < count; i++) {
                    TraceBean bean = bean("0B0" + i, i == 1 ? "other" : keys);
                    bean.setRetryTimes(i);
                    context.getTraceBeans().add(bean);
                }
                row(context);
            }
        }
    }

    private static void endTransaction(String keys, LocalTransactionState state) {
        TraceContext context = context(TraceType.EndTransaction, true);
        TraceBean bean = bean("0C00", keys);
        bean.setMsgType(MessageType.Trans_msg_Commit);
        bean.setTransactionState(state);
        bean.setTransactionId(state == LocalTransactionState.UNKNOW ? null : "0C00");
        bean.setFromTransactionCheck(state == LocalTransactionState.ROLLBACK_MESSAGE);
        context.getTraceBeans().add(bean);
        row(context);
    }

    private static TraceContext context(TraceType type, boolean success) {
        TraceContext context = new TraceContext();
        context.setTraceType(type);
        context.setTimeStamp(1700000000123L);
        context.setRegionId("DefaultRegion");
        context.setGroupName("PG_订单");
        context.setCostTime(17);
        context.setSuccess(success);
        context.setRequestId("0D00");
        context.setTraceBeans(new ArrayList<>());
        return context;
    }

    private static TraceBean bean(String msgId, String keys) {
        TraceBean bean = new TraceBean();
        bean.setTopic("OrderPaid");
        bean.setMsgId(msgId);
        bean.setOffsetMsgId("7F000001");
        bean.setTags("TagA");
        bean.setKeys(keys);
        bean.setStoreHost("127.0.0.1:10911");
        bean.setClientHost("10.0.0.1");
        return bean;
    }

    private static void row(TraceContext context) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("context", fields(context));
        List<Object> beans = new ArrayList<>();
        for (TraceBean bean : context.getTraceBeans()) beans.add(fields(bean));
        row.put("beans", beans);
        TraceTransferBean transferred = TraceDataEncoder.encoderFromContextBean(context);
        row.put("data", transferred.getTransData());
        row.put("keys", new ArrayList<>(transferred.getTransKey()));
        System.out.println(JSON.toJSONString(row, SerializerFeature.WriteMapNullValue));
    }

    private static Map<String, Object> fields(TraceContext context) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("traceType", context.getTraceType().name());
        fields.put("timeStamp", context.getTimeStamp());
        fields.put("regionId", context.getRegionId());
        fields.put("groupName", context.getGroupName());
        fields.put("costTime", context.getCostTime());
        fields.put("isSuccess", context.isSuccess());
        fields.put("requestId", context.getRequestId());
        fields.put("contextCode", context.getContextCode());
        fields.put("accessChannel", context.getAccessChannel() == null ? null : context.getAccessChannel().name());
        return fields;
    }

    private static Map<String, Object> fields(TraceBean bean) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", bean.getTopic());
        fields.put("msgId", bean.getMsgId());
        fields.put("offsetMsgId", bean.getOffsetMsgId());
        fields.put("tags", bean.getTags());
        fields.put("keys", bean.getKeys());
        fields.put("storeHost", bean.getStoreHost());
        fields.put("retryTimes", bean.getRetryTimes());
        fields.put("bodyLength", bean.getBodyLength());
        fields.put("msgType", bean.getMsgType() == null ? null : bean.getMsgType().name());
        fields.put("transactionState", bean.getTransactionState() == null ? null : bean.getTransactionState().name());
        fields.put("transactionId", bean.getTransactionId());
        fields.put("fromTransactionCheck", bean.isFromTransactionCheck());
        return fields;
    }
}
