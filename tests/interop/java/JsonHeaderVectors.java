import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.serializer.SerializerFeature;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/**
 * Makes tests/golden/vectors/json-headers.jsonl: reads texts, one a line, and says what RocketMQ makes of each as the JSON
 * header of a frame. Logging goes to the standard output as well; only lines that begin with "{" count.
 */
public class JsonHeaderVectors {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            TreeMap<String, Object> row = new TreeMap<>();
            row.put("text", text);
            row.put("command", decode(text));
            out.println(JSON.toJSONString(row, SerializerFeature.WriteMapNullValue));
        }
        System.exit(0);
    }

    private static Object decode(String text) {
        byte[] header = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(4 + header.length);
        frame.putInt(header.length);
        frame.put(header);
        frame.flip();
        try {
            RemotingCommand command = RemotingCommand.decode(frame);
            TreeMap<String, Object> fields = new TreeMap<>();
            fields.put("code", command.getCode());
            fields.put("language", command.getLanguage() == null ? null : command.getLanguage().name());
            fields.put("version", command.getVersion());
            if (text.contains("opaque\":") && !text.contains("opaque\":null")) {
                fields.put("opaque", command.getOpaque());
            }
            fields.put("flag", command.getFlag());
            fields.put("remark", command.getRemark());
            fields.put("extFields", command.getExtFields());
            return fields;
        } catch (Exception refused) {
            return null;
        }
    }
}
