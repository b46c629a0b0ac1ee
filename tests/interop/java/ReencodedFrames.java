import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/**
 * Makes tests/golden/vectors/reencoded.txt: reads frames in hex, one a line, decodes and encodes each with RocketMQ's own class,
 * and writes the first 16 digits of the SHA-256 of what comes out.
 */
public class ReencodedFrames {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            byte[] frame = hex(line);
            RemotingCommand command = RemotingCommand.decode(ByteBuffer.wrap(frame, 4, frame.length - 4).slice());
            ByteBuffer encoded = command.encode();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            StringBuilder digest = new StringBuilder("frame ");
            for (byte b : MessageDigest.getInstance("SHA-256").digest(bytes)) {
                digest.append(String.format("%02x", b));
            }
            System.out.println(digest.substring(0, 22));
        }
        System.exit(0);
    }

    private static byte[] hex(String text) {
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
