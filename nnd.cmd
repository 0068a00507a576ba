@echo off
rem Runs the nnd command from this source tree; builds it on first use. After a change to the
rem sources delete cli\target. NND_JAVA_OPTS: further options for the JVM. NND_PROFILE=cuda: the
rem build with ONNX Runtime's CUDA provider, which lies beside the other.
setlocal
set "ROOT=%~dp0"
set "JAR=%ROOT%cli\target\nnd-cli.jar"
set "PROFILE="
if defined NND_PROFILE set "JAR=%ROOT%cli\target\%NND_PROFILE%\nnd-cli.jar"
if defined NND_PROFILE set "PROFILE=-P %NND_PROFILE%"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

rem This option came with Java 17, so an older Java refuses it.
"%JAVA%" --enable-native-access=ALL-UNNAMED -version >nul 2>&1
if errorlevel 1 (
  echo nnd: Java 17 or newer is needed: put it on the PATH or set JAVA_HOME>&2
  exit /b 2
)

if exist "%JAR%" goto run
where mvn >nul 2>&1
if errorlevel 1 (
  echo nnd: needs building, but mvn, Maven 3.8 or newer, is not on the PATH>&2
  exit /b 2
)
echo nnd: building once, about a minute ...>&2
pushd "%ROOT%"
call mvn -q -B -Dmaven.test.skip -Dfmt.skip -Denforcer.skip -Dassembly.skipAssembly %PROFILE% package -pl cli -am >"%TEMP%\nnd-build.log" 2>&1
if errorlevel 1 (
  type "%TEMP%\nnd-build.log" >&2
  echo nnd: the build failed>&2
  popd
  exit /b 2
)
popd

:run
"%JAVA%" -XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED %NND_JAVA_OPTS% -cp "%JAR%" org.nnd.cli.Main %*
exit /b %ERRORLEVEL%
